import { AppError } from '@chowk/contracts/errors';
import { failpoint } from '@chowk/runtime/failpoints';
import type { Clock } from '@chowk/runtime/lifecycle';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import { withoutRequestEnd } from '@chowk/runtime/telemetry';
import { mongo, type ClientSession, type Connection } from 'mongoose';
import type { Claim } from '../domain/claim.ts';
import type { Bounds, ResourceState } from '../domain/resource.ts';
import type { Resource } from '../ports.ts';
import type { ClaimRecords } from './claim-records.ts';
import { resourceCollection, type ResourceDocument } from './claims.model.ts';
import { claimsWhere, isClaim, liveUnits, NOW, value } from './expressions.ts';
import { archiveUpdate, nothingToArchiveUpdate, type ConditionalUpdate } from './updates.ts';

/** Claims that leave a resource at a time; more would make the step that takes them off slow. */
const ARCHIVE_BATCH = 200;
const MAX_HINTS = 10_000;

/** A resource as one claim needs to see it. */
export interface Found {
  /** Of a count, units of other claims are counted in `used` and only the claim itself is listed. */
  state: ResourceState;
  /** How many claims are on the resource. */
  size: number;
  epoch: number;
  /** The claim, where it is on the resource; else what is on record of it. */
  claim: Claim | undefined;
  record: Claim | undefined;
  now: Date;
}

export interface ResourceStore {
  /** The option of commands that says what time it is in their expressions: that of the store. */
  now(): { let: { now: Date | string } };
  /**
   * The latest epoch that this process knows of: 0 while nothing has left the resource. It may be behind,
   * which only costs a round: what is decided on it carries it in its filter.
   */
  epochHint(resourceId: string): number;
  find(resourceId: string, claimId: string, session?: ClientSession): Promise<Found | undefined>;
  findOrOpen(resource: Resource, bounds: Bounds, claimId: string, session?: ClientSession): Promise<Found>;
  /** Moves claims that are over to the records, a batch of them. */
  archive(resourceId: string, session?: ClientSession): Promise<void>;
  /** Whether the update applied; with the claim of that id as it is now. */
  apply(
    update: ConditionalUpdate,
    claimId: string,
    session?: ClientSession,
  ): Promise<{ claim: Claim | undefined } | undefined>;
}

/** Makes withTransaction run the transaction again, now with the resource in its snapshot. */
function notInSnapshot(): Error {
  const error = new mongo.MongoError('the resource was opened after this transaction began');
  error.addErrorLabel(mongo.MongoErrorLabel.TransientTransactionError);
  return error;
}

// What may leave: all that has no say any more, and confirmed units, which a number can stand for.
const archivable = claimsWhere({
  $or: [
    { $in: ['$$c.state', value(['expired', 'released'])] },
    { $and: [{ $eq: ['$$c.state', 'confirmed'] }, { $eq: ['$bounds.kind', 'count'] }] },
  ],
});

export function createResourceStore(deps: {
  connection: Connection;
  records: ClaimRecords;
  clock: Clock | undefined;
  archiveAfter: number;
}): ResourceStore {
  const { connection, records, clock, archiveAfter } = deps;
  const resources = resourceCollection(connection);
  const hints = new Map<string, number>();
  const archiving = new Set<string>();
  const opening = new Map<string, Promise<void>>();

  const now = () => ({ let: { now: clock ? clock() : '$$NOW' } });

  /** Not from inside of a transaction that may yet fail: an epoch that never came to be is no hint. */
  const hint = (resourceId: string, epoch: number): void => {
    if (hints.size >= MAX_HINTS) hints.clear();
    hints.set(resourceId, epoch);
  };

  const find = async (
    resourceId: string,
    claimId: string,
    session?: ClientSession,
  ): Promise<Found | undefined> => {
    const isCount = { $eq: ['$bounds.kind', 'count'] };
    const [seen] = await resources
      .aggregate<ResourceDocument & { now: Date; size: number }>(
        [
          { $match: { _id: resourceId } },
          {
            $project: {
              bounds: true,
              epoch: true,
              now: NOW,
              size: { $size: '$claims' },
              claims: { $cond: [isCount, claimsWhere(isClaim(claimId)), '$claims'] },
              used: {
                $cond: [isCount, { $add: ['$used', liveUnits(claimId)] }, '$used'],
              },
            },
          },
        ],
        { ...now(), ...(session && { session }) },
      )
      .toArray();
    if (!seen) return undefined;
    const { bounds, used, claims, epoch, size } = seen;
    if (!session) hint(resourceId, epoch);
    const claim = claims.find(({ id }) => id === claimId);
    // After the epoch, see Standing. Nothing is on record before anything has left.
    const record = claim || epoch === 0 ? undefined : await records.find(resourceId, claimId, session);
    return { state: { bounds, used, claims }, size, epoch, claim, record, now: seen.now };
  };

  /** Outside of any transaction: two that open the same resource would end one another. */
  const insert = async ({ id, forgetAt }: Resource, bounds: Bounds): Promise<void> => {
    const document = {
      _id: id,
      bounds,
      used: 0,
      epoch: 0,
      changes: 0,
      claims: [],
      ...(forgetAt && { forgetAt }),
    };
    await resources.insertOne(document).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
  };
  /** Once for all of this process who find it missing at the same time. */
  const open = (resource: Resource, bounds: Bounds): Promise<void> => {
    const running =
      opening.get(resource.id) ??
      withoutRequestEnd(() => insert(resource, bounds)).finally(() => opening.delete(resource.id));
    opening.set(resource.id, running);
    return running;
  };

  const archive = async (resourceId: string, session?: ClientSession): Promise<void> => {
    // One at a time in this process; of several processes the epoch lets one through.
    if (archiving.has(resourceId)) return;
    archiving.add(resourceId);
    try {
      const [seen] = await resources
        .aggregate<Pick<ResourceDocument, 'claims' | 'epoch'>>(
          [
            { $match: { _id: resourceId } },
            { $project: { epoch: true, claims: { $slice: [archivable, ARCHIVE_BATCH] } } },
          ],
          session && { session },
        )
        .toArray();
      if (!seen) return;
      if (seen.claims.length === 0) {
        const { filter, pipeline } = nothingToArchiveUpdate(resourceId, seen.epoch);
        await resources.updateOne(filter, pipeline, session && { session });
        return;
      }
      await failpoint('claims.archive.read');
      await records.write(resourceId, seen.claims, session);
      await failpoint('claims.archive.recorded');
      const { filter, pipeline } = archiveUpdate(resourceId, seen.claims, seen.epoch);
      const { matchedCount } = await resources.updateOne(filter, pipeline, session && { session });
      if (matchedCount === 1 && !session) hint(resourceId, seen.epoch + 1);
    } finally {
      archiving.delete(resourceId);
    }
  };

  return {
    now,
    epochHint: (resourceId) => hints.get(resourceId) ?? 0,
    find,
    async findOrOpen(resource, bounds, claimId, session) {
      let found = await find(resource.id, claimId, session);
      if (!found) {
        await open(resource, bounds);
        found = await find(resource.id, claimId, session);
      }
      if (found && found.state.bounds.kind !== bounds.kind)
        throw new Error(`${resource.id} is a ${found.state.bounds.kind}, not a ${bounds.kind}`);
      if (found) return found;
      // Without a transaction: its `forgetAt` is over, and it was tidied away at once.
      throw session ? notInSnapshot() : new AppError('OVERLOADED', { retryAfter: 1 });
    },
    archive,
    async apply({ filter, pipeline }, claimId, session) {
      const resourceId = filter._id;
      const after = await resources.findOneAndUpdate(filter, pipeline, {
        ...now(),
        returnDocument: 'after',
        // Not the whole, and by no expression: with a thousand claims either costs more than the update.
        projection: { changes: true, claims: { $elemMatch: { id: claimId } } },
        ...(session && { session }),
      });
      if (!after) return undefined;
      if (after.changes >= archiveAfter) await archive(resourceId, session);
      // A projection without a match leaves the field out.
      return { claim: (after.claims as Claim[] | undefined)?.[0] };
    },
  };
}
