import { median, medianFigures, percentile } from './medians.ts';

test.each<[number[], number]>([
  [[3], 3],
  [[5, 1, 3], 3],
  [[10, 9, 2, 100, 4], 9],
  // Numbers, not text.
  [[100, 20, 3], 20],
  [[4, 1, 3, 2], 2],
])('the median of %j is %d', (values, middle) => expect(median(values)).toBe(middle));

test('a percentile is one of the values, by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
  expect([0, 50, 99, 100].map((percent) => percentile(hundred, percent))).toEqual([1, 50, 99, 100]);
  expect(percentile([7, 9], 99)).toBe(9);
});

test('without a value there is no median', () => {
  expect(() => median([])).toThrow(RangeError);
});

test('figures are taken one by one: a round that is slow in one need not be in the other', () => {
  const rounds = [
    { a: 1, b: 30 },
    { a: 3, b: 10 },
    { a: 2, b: 20 },
  ];
  expect(medianFigures(rounds)).toEqual({ a: 2, b: 20 });
});
