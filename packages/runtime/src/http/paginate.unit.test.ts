import fc from 'fast-check';
import { createCursorCodec, paginate, type CursorPosition } from './index.ts';

interface Item {
  id: string;
  rank: number;
}
const cursors = createCursorCodec('secret', 'things');
const items = (count: number): Item[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `thg_${String(i).padStart(3, '0')}`,
    rank: Math.floor(i / 3),
  }));

const listOf = (all: Item[]) => ({
  cursors,
  find: async (position: CursorPosition | undefined, limit: number) =>
    all
      .filter(
        ({ rank, id }) =>
          !position || rank > Number(position[0]) || (rank === position[0] && id > position[1]),
      )
      .slice(0, limit),
  keyOf: ({ rank, id }: Item): CursorPosition => [rank, id],
  view: ({ id }: Item) => id,
});

async function walk(
  all: Item[],
  limit: number,
  more: Partial<Parameters<typeof paginate<Item, string>>[0]> = {},
) {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await paginate({ ...listOf(all), ...more, query: { limit, cursor } });
    pages.push(page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return pages;
}

test('pages joined are the list, each but the last is full, and a full last page is known as the last', async () => {
  expect((await walk(items(7), 3)).map((page) => page.length)).toEqual([3, 3, 1]);
  expect((await walk(items(6), 3)).map((page) => page.length)).toEqual([3, 3]);
  expect(await walk([], 3)).toEqual([[]]);
});

test('a list filtered after reading has full pages, and none of its items is lost or shown twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 1, max: 8 }),
      fc.func(fc.boolean()),
      fc.integer({ min: 1, max: 4 }),
      async (count, limit, chosen, maxReads) => {
        const all = items(count);
        const accepts = ({ id }: Item) => chosen(id);
        const pages = await walk(all, limit, { accepts, maxReads });
        expect(pages.flat()).toEqual(all.filter(accepts).map(({ id }) => id));
        expect(pages.every((page) => page.length <= limit)).toBe(true);
      },
    ),
  );
});

test('a page of which hardly anything is accepted comes short instead of reading on for ever', async () => {
  let reads = 0;
  const list = listOf(items(300));
  const page = await paginate({
    ...list,
    query: { limit: 5 },
    find: (position, limit) => {
      reads += 1;
      return list.find(position, limit);
    },
    accepts: ({ id }) => id === 'thg_299',
  });
  expect({ ...page, reads }).toEqual({ items: [], nextCursor: expect.any(String), reads: 10 });
});

test('one item more than the page is asked for, and a cursor of another list is refused', async () => {
  const asked: Array<[CursorPosition | undefined, number]> = [];
  const list = {
    ...listOf(items(9)),
    find: async (position: CursorPosition | undefined, limit: number) => {
      asked.push([position, limit]);
      return [];
    },
  };
  await paginate({ ...list, query: { limit: 20, cursor: cursors.encode([1, 'thg_004']) } });
  expect(asked).toEqual([[[1, 'thg_004'], 21]]);
  const foreign = createCursorCodec('secret', 'others').encode([1, 'a']);
  await expect(paginate({ ...list, query: { limit: 20, cursor: foreign } })).rejects.toMatchObject({
    code: 'INVALID_CURSOR',
  });
});
