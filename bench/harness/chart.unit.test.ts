import { drawCharts, roundUp } from './chart.ts';

test.each<[number, number]>([
  [0, 1],
  [0.7, 1],
  [1.2, 2],
  [36, 50],
  [100, 100],
  [5_001, 10_000],
])('an axis for %d goes to %d', (value, top) => expect(roundUp(value)).toBe(top));

const chart = {
  title: 'A < B',
  unit: 'ms',
  x: ['1', '8', '32'],
  series: [{ name: 'Chowk', values: [10, 20, 40] }],
};

test('a line has a point for each place, twice as high for twice as much, from zero', () => {
  const drawn = drawCharts([chart]);
  const heights = [...drawn.matchAll(/<circle cx="[\d.]+" cy="([\d.]+)"/g)].map(([, y]) => Number(y));
  const base = 300 - 34;
  expect(heights).toHaveLength(3);
  expect((base - heights[1]!) / (base - heights[0]!)).toBeCloseTo(2);
  expect((base - heights[2]!) / (base - heights[0]!)).toBeCloseTo(4);
  expect(drawn).toContain('A &lt; B');
});

test('one place makes bars, and a figure that is missing makes none', () => {
  const series = [
    { name: 'one', values: [5] },
    { name: 'none', values: [null] },
  ];
  const drawn = drawCharts([{ ...chart, x: ['idle'], series }]);
  expect(drawn.match(/<rect x="[\d.]+" y="[\d.]+" width="[\d.]+" height="[\d.]+" rx="2"/g)).toHaveLength(
    1 + 2,
  );
  expect(drawn).not.toContain('NaN');
});

test('charts stand two beside one another, each row below the legend of the one before', () => {
  const drawn = drawCharts([chart, chart, chart]);
  expect([...drawn.matchAll(/translate\((\d+) (\d+)\)/g)].map(([, x, y]) => [Number(x), Number(y)])).toEqual([
    [0, 0],
    [460, 0],
    [0, 315],
  ]);
});
