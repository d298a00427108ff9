import type { NearbyStore } from './store.ts';

export const BY_NAME = { name: 1, _id: 1 } as const;
/** Whole meters, not stored: they come with each question. */
export const BY_DISTANCE = { distanceMetres: 1, _id: 1 } as const;

export type DistancePosition = readonly [meters: number, id: string];

const isBefore = (a: DistancePosition, b: DistancePosition): boolean =>
  a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
const positionOf = ({ distanceMetres, id }: NearbyStore): DistancePosition => [distanceMetres, id];

/**
 * A page of active stores by whole meters and id, out of the nearest ones in order of their exact distance. The two orders
 * differ among stores of one meter, so those of the last meter that was read count only when all were read: others
 * of that meter may come behind them.
 *
 * @param nearest also those that are not active
 * @param isAll whether nothing lies beyond what was read
 * @returns undefined when more must be read to fill the page
 */
export function nearestAfter(
  nearest: readonly NearbyStore[],
  page: { isAll: boolean; position: DistancePosition | undefined; limit: number },
): NearbyStore[] | undefined {
  const { isAll, position, limit } = page;
  const lastMeter = nearest.at(-1)?.distanceMetres;
  const sure = nearest
    .filter((store) => store.active && (isAll || store.distanceMetres !== lastMeter))
    .filter((store) => !position || isBefore(position, positionOf(store)))
    .sort((a, b) => (isBefore(positionOf(a), positionOf(b)) ? -1 : 1));
  return isAll || sure.length >= limit ? sure.slice(0, limit) : undefined;
}
