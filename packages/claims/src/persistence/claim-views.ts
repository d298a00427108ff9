import type { Connection } from 'mongoose';
import { capacity, isLive, liveContents, takenBy } from '../domain/resource.ts';
import type { Claims } from '../ports.ts';
import { resourceCollection, type ResourceDocument } from './claims.model.ts';
import { NOW } from './expressions.ts';
import type { ResourceStore } from './resource-store.ts';
import { sessionOf } from './session.ts';

/** Reading: judged at the store's instant, so that nothing counts longer than its time. */
export function createClaimViews(deps: {
  connection: Connection;
  store: ResourceStore;
}): Pick<Claims, 'findMany' | 'findClaim'> {
  const { connection, store } = deps;
  const resources = resourceCollection(connection);
  return {
    async findMany(resourceIds, tx) {
      const session = sessionOf(tx);
      const found = await resources
        .aggregate<ResourceDocument & { now: Date }>(
          [
            { $match: { _id: { $in: [...resourceIds] } } },
            { $sort: { _id: 1 } },
            { $addFields: { now: NOW } },
          ],
          { ...store.now(), ...(session && { session }) },
        )
        .toArray();
      return found.map(({ _id: id, bounds, used, claims, now }) => {
        const taken = takenBy(bounds, liveContents({ bounds, used, claims }, now), used);
        const live = claims.filter((claim) => isLive(claim, now));
        return { id, bounds, taken, free: capacity(bounds) - taken, claims: live, now };
      });
    },
    async findClaim(resourceId, claimId, tx) {
      const found = await store.find(resourceId, claimId, sessionOf(tx));
      const claim = found?.claim ?? found?.record;
      return claim?.state === 'held' && !isLive(claim, found!.now) ? { ...claim, state: 'expired' } : claim;
    },
  };
}
