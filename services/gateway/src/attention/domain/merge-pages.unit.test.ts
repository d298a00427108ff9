import type { AttentionItem } from '@chowk/attention/contract';
import fc from 'fast-check';
import { decodePositions, encodePositions } from '../http/merged-cursor.ts';
import { mergePages, type Positions, type ServicePage } from './merge-pages.ts';

const SERVICES = ['auth', 'catalog', 'nfc-qr', 'notify', 'orders', 'wallet'];

/** An item whose cursor is its place, as only its service reads it. */
const item = (service: string, at: number, n: number): AttentionItem => ({
  id: `job:${n}`,
  service,
  kind: 'job',
  title: 'stuck',
  since: new Date(at).toISOString(),
  attempts: 1,
  reason: 'x',
  actions: [],
  cursor: `${service}/${String(at).padStart(3, '0')}/${n}`,
});

/** What a service answers from a cursor on. */
function pageOf(service: string, all: readonly AttentionItem[], limit: number, cursor = ''): ServicePage {
  const rest = all.filter((one) => one.service === service && one.cursor > cursor);
  return { service, items: rest.slice(0, limit), more: rest.length > limit };
}

const byWaiting = (a: AttentionItem, b: AttentionItem) =>
  a.since < b.since
    ? -1
    : a.since > b.since
      ? 1
      : a.id < b.id
        ? -1
        : a.id > b.id
          ? 1
          : a.service < b.service
            ? -1
            : 1;

// Few instants and ids, so that many tie within a service and across services.
const world = fc
  .uniqueArray(fc.tuple(fc.nat(5), fc.nat(4), fc.nat(9)), { selector: String, maxLength: 60 })
  .map((rows) => rows.map(([s, at, n]) => item(SERVICES[s]!, at, n)).sort(byWaiting));

test('pages of all services, joined, are all there is, each once, longest waiting first', () => {
  fc.assert(
    fc.property(world, fc.integer({ min: 1, max: 9 }), (all, limit) => {
      const seen: AttentionItem[] = [];
      let positions: Positions = {};
      for (;;) {
        const pages = SERVICES.map((service) => pageOf(service, all, limit, positions[service]));
        const { items, next } = mergePages(pages, limit, positions);
        seen.push(...items);
        expect(items.length === limit || next === undefined).toBe(true);
        if (!next) break;
        positions = decodePositions(encodePositions(next));
      }
      expect(seen).toEqual(all);
    }),
  );
});

test('services that are away for some pages lose and double nothing: what they have comes later', () => {
  fc.assert(
    fc.property(
      world,
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.subarray(SERVICES), { maxLength: 8 }),
      (all, limit, outages) => {
        const seen: AttentionItem[] = [];
        let positions: Positions = {};
        for (let page = 0; ; page++) {
          const away = outages[page] ?? [];
          const answered = SERVICES.filter((service) => !away.includes(service));
          const pages = answered.map((service) => pageOf(service, all, limit, positions[service]));
          const { items, next } = mergePages(pages, limit, positions);
          expect([...items].sort(byWaiting)).toEqual(items);
          seen.push(...items);
          // A client that was told of an absent service asks once more from where it was.
          for (const { service, cursor } of items) positions = { ...positions, [service]: cursor };
          if (!next && away.length === 0) break;
          if (next) expect(next).toEqual(positions);
        }
        expect([...seen].sort(byWaiting)).toEqual(all);
      },
    ),
  );
});

test.each(['', 'x', 'bnVsbA', Buffer.from('{"orders":1}').toString('base64url')])(
  'the cursor %j is refused',
  (cursor) => {
    expect(() => decodePositions(cursor)).toThrow(expect.objectContaining({ code: 'INVALID_CURSOR' }));
  },
);
