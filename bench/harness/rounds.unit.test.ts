import { pick, planRounds, runRounds } from './rounds.ts';

test('contenders take turns, and every other turn goes backwards', () => {
  expect(planRounds(['a', 'b', 'c'], 3).join('')).toBe('abccbaabc');
});

test('each contender runs as often as every other, after one round to warm up that does not count', async () => {
  process.env['BENCH_ROUNDS'] = '3';
  const calls: string[] = [];
  const contender = (name: string, values: number[]) => ({
    name,
    async round() {
      calls.push(name);
      return { ms: values[calls.filter((call) => call === name).length - 1]! };
    },
  });
  const outcome = await runRounds('test', [
    contender('a', [999, 3, 1, 2]),
    contender('b', [999, 30, 10, 20]),
  ]);
  delete process.env['BENCH_ROUNDS'];
  expect(calls.join('')).toBe('ababbaab');
  expect(outcome.medians).toEqual([
    { name: 'a', figures: { ms: 2 } },
    { name: 'b', figures: { ms: 20 } },
  ]);
  expect(outcome.rounds).toHaveLength(6);
  expect(outcome.roundsEach).toBe(3);
});

test('rows are picked with the figures that are asked for, in that order, and left out without any', () => {
  const rows = [
    { name: 'one', figures: { a: 1, b: 2, c: 3 } },
    { name: 'two', figures: { b: 5 } },
    { name: 'none', figures: { d: 1 } },
  ];
  const picked = pick(rows, ['c', 'b']);
  expect(picked.map(({ name, figures }) => [name, Object.entries(figures)])).toEqual([
    [
      'one',
      [
        ['c', 3],
        ['b', 2],
      ],
    ],
    ['two', [['b', 5]]],
  ]);
});
