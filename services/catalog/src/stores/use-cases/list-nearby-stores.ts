import { AppError } from '@chowk/contracts/errors';
import type { NearbyStore } from '../domain/store.ts';
import type { NearbyArea, StoreRepository } from '../ports.ts';

const DEFAULT_RADIUS_METERS = 5_000;

/**
 * Active stores around a point, nearest first, at most `limit` after a position.
 * @throws AppError VALIDATION_FAILED for a radius above the limit of the installation
 */
export type ListNearbyStores = (
  area: Omit<NearbyArea, 'radiusMeters'> & { radiusMeters?: number | undefined },
  position: readonly [meters: number, id: string] | undefined,
  limit: number,
) => Promise<NearbyStore[]>;

export function createListNearbyStores(deps: {
  stores: StoreRepository;
  maxRadiusMeters: number;
}): ListNearbyStores {
  const { stores, maxRadiusMeters } = deps;
  return async ({ lat, lng, radiusMeters = Math.min(DEFAULT_RADIUS_METERS, maxRadiusMeters) }, ...page) => {
    if (radiusMeters > maxRadiusMeters)
      throw new AppError('VALIDATION_FAILED', {
        details: [{ path: 'query.radius', message: `must be at most ${maxRadiusMeters}` }],
      });
    return stores.listNearby({ lat, lng, radiusMeters }, ...page);
  };
}
