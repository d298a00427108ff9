import fc from 'fast-check';
import { createListAttention } from '../use-cases/list-attention.ts';
import type { AttentionEntry, AttentionPosition, AttentionSource } from '../ports.ts';
import { splitItemId } from './order.ts';

/** A source over a list in memory, by the contract of sources. */
const sourceOf = (kind: string, entries: readonly AttentionEntry[]): AttentionSource => ({
  kind,
  async list({ limit, after }) {
    const isAfter = ({ since, id }: AttentionEntry) =>
      !after || since > after.since || (since.getTime() === after.since.getTime() && id > after.id);
    return [...entries]
      .sort((a, b) => a.since.getTime() - b.since.getTime() || (a.id < b.id ? -1 : 1))
      .filter(isAfter)
      .slice(0, limit);
  },
  count: async () => entries.length,
});

// Kinds that begin alike, and ids that look like kinds.
const KINDS = ['a', 'dead-letter', 'job', 'job-x', 'money', 'process'];
const ids = fc.constantFrom('a', 'b', 'job:1', 'process', 'z:z', '0');
const entries = fc
  .uniqueArray(fc.tuple(ids, fc.integer({ min: 0, max: 3 })), { selector: ([id]) => id, maxLength: 6 })
  .map((rows) =>
    rows.map(([id, at]) => ({ id, title: 'stuck', since: new Date(at), attempts: 1, reason: 'x' })),
  );

test('pages over all kinds, joined, are all there is, each once, longest waiting first', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(...KINDS.map(() => entries)),
      fc.integer({ min: 1, max: 5 }),
      async (lists, limit) => {
        const attention = createListAttention({
          sources: KINDS.map((kind, index) => sourceOf(kind, lists[index]!)),
        });
        const seen: Array<{ since: Date; itemId: string }> = [];
        let after: AttentionPosition | undefined;
        for (;;) {
          const found = await attention.list({ limit, after });
          seen.push(...found);
          const last = found.at(-1);
          if (!last) break;
          after = { since: last.since, id: last.itemId };
        }
        const all = KINDS.flatMap((kind, index) =>
          lists[index]!.map(({ since, id }) => ({ since, itemId: `${kind}:${id}` })),
        ).sort((a, b) => a.since.getTime() - b.since.getTime() || (a.itemId < b.itemId ? -1 : 1));
        expect(seen.map(({ since, itemId }) => ({ since, itemId }))).toEqual(all);
      },
    ),
  );
});

test('of one kind, only that kind is listed, and kinds without any are not counted', async () => {
  const entry = { id: '1', title: 'stuck', since: new Date(0), attempts: 1, reason: 'x' };
  const attention = createListAttention({
    sources: [sourceOf('job', [entry]), sourceOf('money', [entry]), sourceOf('process', [])],
  });
  expect((await attention.list({ limit: 9, kind: 'money' })).map(({ itemId }) => itemId)).toEqual([
    'money:1',
  ]);
  expect(await attention.list({ limit: 9, kind: 'other' })).toEqual([]);
  expect(await attention.count()).toEqual({ job: 1, money: 1 });
});

test('an item id is its kind and, whatever colons that has, its own id', () => {
  expect(splitItemId('process:checkout:ord_1')).toEqual({ kind: 'process', id: 'checkout:ord_1' });
  expect(splitItemId('process')).toBeUndefined();
});
