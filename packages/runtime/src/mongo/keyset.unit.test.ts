import fc from 'fast-check';
import { after, type SortKeys } from './keyset.ts';

test.each<[string, SortKeys, Array<string | number | Date>, object]>([
  ['by id alone', { _id: -1 }, ['ord_1'], { _id: { $lt: 'ord_1' } }],
  ['by number, growing', { seq: 1 }, [7], { seq: { $gt: 7 } }],
  [
    'newest first, ids breaking ties',
    { createdAt: -1, _id: -1 },
    [new Date(5), 'car_1'],
    {
      createdAt: { $lte: new Date(5) },
      $or: [{ createdAt: { $lt: new Date(5) } }, { _id: { $lt: 'car_1' } }],
    },
  ],
  [
    'by three keys in mixed directions',
    { city: 1, rating: -1, _id: 1 },
    ['Pune', 4, 'str_1'],
    {
      city: { $gte: 'Pune' },
      $or: [
        { city: { $gt: 'Pune' } },
        { rating: { $lte: 4 }, $or: [{ rating: { $lt: 4 } }, { _id: { $gt: 'str_1' } }] },
      ],
    },
  ],
])('after a position %s', (_order, keys, position, filter) => {
  expect(after(keys, position)).toEqual(filter);
});

test('without a position all rows are let through', () => {
  expect(after({ createdAt: -1, _id: -1 }, undefined)).toEqual({});
});

test.each<[SortKeys, string[]]>([
  [{}, []],
  [{ a: 1, _id: 1 }, ['x']],
  [{ _id: 1 }, ['x', 'y']],
])('a position that does not fit the keys %j is refused', (keys, position) => {
  expect(() => after(keys, position)).toThrow(RangeError);
});

/** Enough of a query engine to judge what `after` makes. */
const matches = (row: Record<string, number>, filter: Record<string, unknown>): boolean =>
  Object.entries(filter).every(([field, condition]) => {
    if (field === '$or')
      return (condition as Array<Record<string, unknown>>).some((one) => matches(row, one));
    const [[operator, value]] = Object.entries(condition as Record<string, number>) as [[string, number]];
    const has = row[field]!;
    if (operator === '$gt') return has > value;
    if (operator === '$gte') return has >= value;
    return operator === '$lt' ? has < value : has <= value;
  });

test('walking any list page by page gives every row once, in order', () => {
  const small = fc.integer({ min: 0, max: 3 });
  fc.assert(
    fc.property(
      fc.array(fc.record({ a: small, b: small }), { maxLength: 40 }),
      fc.record({ a: fc.constantFrom(1, -1), b: fc.constantFrom(1, -1), _id: fc.constantFrom(1, -1) }),
      fc.integer({ min: 1, max: 7 }),
      (rows, directions, limit) => {
        const keys = directions as SortKeys;
        const fields = Object.keys(keys);
        const sorted = rows
          .map((row, _id): Record<string, number> => ({ ...row, _id }))
          .sort((x, y) => fields.reduce((order, key) => order || (x[key]! - y[key]!) * keys[key]!, 0));
        const walked: Array<Record<string, number>> = [];
        for (let position: number[] | undefined; ;) {
          const page = sorted.filter((row) => matches(row, after(keys, position))).slice(0, limit);
          walked.push(...page);
          if (page.length < limit) break;
          position = fields.map((key) => page.at(-1)![key]!);
        }
        expect(walked).toEqual(sorted);
      },
    ),
  );
});
