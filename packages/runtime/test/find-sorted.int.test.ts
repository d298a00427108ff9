import { after, findSorted } from '@chowk/runtime/mongo';
import { testDatabase } from '@chowk/testing';

interface Row {
  _id: string;
  kinds: string[];
  rank: number;
}

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
  const kindsOf = (i: number) => ['a', 'b', 'c', 'd'].filter((_, kind) => (i + kind) % (kind + 2) === 0);
  await rows().insertMany(
    Array.from({ length: 120 }, (_, i) => ({
      _id: `row_${String(i).padStart(3, '0')}`,
      kinds: kindsOf(i),
      rank: (i * 7) % 20,
    })),
  );
});
afterAll(() => database.drop());

const rows = () => database.connection.collection<Row>('rows');
const ORDER = { rank: -1, _id: 1 } as const;

test.each([
  [['a']],
  [['a', 'b']],
  [['a', 'b', 'c', 'd']],
  [Array.from({ length: 40 }, (_, i) => 'abcd'[i % 4]!)],
])('pages over the kinds %j are those of one question for any of them, each row once', async (kinds) => {
  const expected = await rows()
    .find({ kinds: { $in: kinds } })
    .sort(ORDER)
    .toArray();
  const walked: Row[] = [];
  for (let position: [number, string] | undefined; ;) {
    const filters = kinds.map((kind) => ({ kinds: kind, ...after(ORDER, position) }));
    const page = await findSorted(rows(), filters, ORDER, 7);
    walked.push(...page);
    if (page.length < 7) break;
    position = [page.at(-1)!.rank, page.at(-1)!._id];
  }
  expect(walked).toEqual(expected);
  expect(expected.length).toBeGreaterThan(50);
});

test('no filter lets nothing through', async () => {
  expect(await findSorted(rows(), [], ORDER, 7)).toEqual([]);
});
