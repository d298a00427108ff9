import { figure, markdownTable } from './table.ts';
import { replaceBetween } from './report.ts';

test.each<[number | null | undefined, string]>([
  [7673.4, '7,673'],
  [35.52, '35.5'],
  [0.4199, '0.42'],
  [100, '100'],
  [null, ''],
  [undefined, ''],
  [NaN, ''],
])('%p is shown as "%s"', (value, text) => expect(figure(value)).toBe(text));

test('a table has the columns of all its rows, and an empty cell where a row has no such figure', () => {
  const rows = [
    { name: 'one', figures: { 'p50 ms': 1, 'p99 ms': 20 } },
    { name: 'two', figures: { 'p50 ms': 3, 'CPU ms': 400 } },
  ];
  expect(markdownTable({ title: 'Things', rows }).split('\n')).toEqual([
    '| Things | p50 ms | p99 ms | CPU ms |',
    '| --- | ---: | ---: | ---: |',
    '| one | 1.00 | 20.0 |  |',
    '| two | 3.00 |  | 400 |',
  ]);
});

test('the report takes the place of the one before, and of nothing else', () => {
  const marks = (made: string): string =>
    [
      'Words.',
      '<!-- made by `npm run bench -- report`: begin -->',
      made,
      '<!-- made by `npm run bench -- report`: end -->',
      'More.',
    ].join('\n\n');
  expect(replaceBetween(marks('old'), 'new')).toBe(marks('new'));
  expect(() => replaceBetween('no marks', 'new')).toThrow('lost the marks');
});
