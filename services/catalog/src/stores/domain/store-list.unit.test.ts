import fc from 'fast-check';
import { nearestAfter, type DistancePosition } from './store-list.ts';
import type { NearbyStore } from './store.ts';

/** A store of which only what a list by distance looks at is there. */
const storeAt = (exact: number, index: number) =>
  ({
    id: `str_${String((index * 7) % 97).padStart(2, '0')}`,
    distanceMetres: Math.round(exact),
    active: index % 5 !== 3,
  }) as NearbyStore;

/** Walks a list as its pages are made: reads ever more of the nearest until a page is full. */
function walk(exactDistances: number[], limit: number): string[] {
  const nearest = exactDistances
    .map((exact, index) => ({ exact, store: storeAt(exact, index) }))
    .sort((a, b) => a.exact - b.exact);
  const seen: string[] = [];
  for (let position: DistancePosition | undefined; ;) {
    // As the index does it: from a meter ahead of the last one on.
    const from = position ? position[0] - 1 : 0;
    const read = nearest.filter(({ exact }) => exact >= from).map(({ store }) => store);
    let page: NearbyStore[] | undefined;
    for (let count = limit + 1; !page; count *= 4)
      page = nearestAfter(read.slice(0, count), { isAll: read.length < count, position, limit });
    seen.push(...page.map(({ id }) => id));
    if (page.length < limit) return seen;
    const last = page.at(-1)!;
    position = [last.distanceMetres, last.id];
  }
}

test('pages joined have every active store once, by whole meters and id, however many share a meter', () => {
  const distances = fc.array(fc.oneof(fc.double({ min: 0, max: 6, noNaN: true }), fc.constantFrom(1.5, 3)), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(distances, fc.integer({ min: 1, max: 9 }), (exact, limit) => {
      const expected = exact
        .map(storeAt)
        .filter(({ active }) => active)
        .sort((a, b) => a.distanceMetres - b.distanceMetres || (a.id < b.id ? -1 : 1))
        .map(({ id }) => id);
      expect(walk(exact, limit)).toEqual(expected);
    }),
  );
});

test('stores of the last meter that was read count only when there is nothing beyond', () => {
  const read = [storeAt(1, 0), storeAt(2, 1), storeAt(2, 2)];
  expect(nearestAfter(read, { isAll: false, position: undefined, limit: 2 })).toBeUndefined();
  expect(nearestAfter(read, { isAll: false, position: undefined, limit: 1 })).toEqual([read[0]]);
  expect(nearestAfter(read, { isAll: true, position: undefined, limit: 2 })).toHaveLength(2);
});
