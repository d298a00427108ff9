import type { Claim } from '../domain/claim.ts';
import type { Wanted } from '../domain/decide.ts';
import type { Bounds } from '../domain/resource.ts';
import {
  allFit,
  claimsWhere,
  fits,
  inState,
  isClaim,
  isExpired,
  NOW,
  value,
  unitsWhere,
  withOverdueExpired,
  type Expression,
} from './expressions.ts';

// Every change of a resource: one update of one document with what it rests on in its filter. They are what
// domain/decide.ts decides, in the database's words.

export interface ConditionalUpdate {
  filter: { _id: string } & Record<string, unknown>;
  pipeline: Array<Record<string, unknown>>;
}

/**
 * What the caller knows of the claim that it is about to enter:
 * - an epoch: it is not on the resource, and since that epoch nothing has left for the records, so that what
 *   they said of it afterwards still holds
 * - `expired`: it is on the resource, and has expired
 */
export type Standing = { epoch: number } | 'expired';

/** Each change counts itself: after some, it is worth to look for claims that can leave. */
const change = (fields: Record<string, unknown>): Record<string, unknown> => ({
  $set: { ...fields, changes: { $add: ['$changes', 1] } },
});

const withClaim = (id: string, claim: Expression): Expression => ({
  $map: { input: '$claims', as: 'c', in: { $cond: [isClaim(id), claim, '$$c'] } },
});
const end = (state: Claim['state']): Expression => ({
  id: '$$c.id',
  state,
  // A tombstone has none.
  content: { $ifNull: ['$$c.content', '$$REMOVE'] },
  at: NOW,
});

/** Puts a claim on the resource, held or confirmed, if it fits. */
export function enterUpdate(
  resourceId: string,
  kind: Bounds['kind'],
  { id, content, ttlMs, replaces }: Wanted,
  standing: Standing,
  maxClaims: number,
): ConditionalUpdate {
  const claim = {
    id: value(id),
    state: ttlMs === undefined ? 'confirmed' : 'held',
    content: value(content),
    at: NOW,
    ...(ttlMs !== undefined && { expiresAt: { $add: [NOW, ttlMs] } }),
  };
  const isReplaced = {
    $and: [isClaim(replaces ?? ''), { $in: ['$$c.state', value(['held', 'confirmed'])] }],
  };
  const others = withOverdueExpired(
    standing === 'expired' ? claimsWhere({ $not: [isClaim(id)] }) : '$claims',
    replaces === undefined ? '$$c' : { $cond: [isReplaced, end('released'), '$$c'] },
  );
  const isThereExpired = { $gt: [{ $size: claimsWhere({ $and: [isClaim(id), isExpired] }) }, 0] };
  const fitting = fits(kind, content, replaces);
  return {
    filter: {
      _id: resourceId,
      'bounds.kind': kind,
      [`claims.${maxClaims - 1}`]: { $exists: false },
      ...(standing === 'expired'
        ? { $expr: { $and: [isThereExpired, fitting] } }
        : { epoch: standing.epoch, 'claims.id': { $ne: id }, $expr: fitting }),
    },
    pipeline: [change({ claims: { $concatArrays: [others, [claim]] } })],
  };
}

/** Confirms a claim that is held, whatever the hour: nobody has counted it as free yet. */
export function confirmUpdate(resourceId: string, id: string): ConditionalUpdate {
  return {
    filter: { _id: resourceId, claims: { $elemMatch: { id, state: 'held' } } },
    pipeline: [change({ claims: withClaim(id, end('confirmed')) })],
  };
}

/** Releases a claim that is on the resource. */
export function releaseUpdate(resourceId: string, id: string): ConditionalUpdate {
  return {
    filter: { _id: resourceId, claims: { $elemMatch: { id, state: { $ne: 'released' } } } },
    pipeline: [change({ claims: withClaim(id, end('released')) })],
  };
}

/** Puts a released claim on the resource that is not there, and takes `given` units off those used. */
export function tombstoneUpdate(
  resourceId: string,
  claim: Pick<Claim, 'id' | 'content'>,
  given: number,
  epoch: number,
): ConditionalUpdate {
  const content = claim.content && { content: value(claim.content) };
  const tombstone = { id: value(claim.id), state: 'released', ...content, at: NOW };
  return {
    filter: { _id: resourceId, epoch, 'claims.id': { $ne: claim.id } },
    pipeline: [
      change({
        used: { $subtract: ['$used', given] },
        claims: { $concatArrays: ['$claims', [tombstone]] },
      }),
    ],
  };
}

export function expireUpdate(resourceId: string, id: string): ConditionalUpdate {
  return {
    filter: { _id: resourceId, claims: { $elemMatch: { id, state: 'held' } } },
    pipeline: [change({ claims: withClaim(id, { $mergeObjects: ['$$c', { state: 'expired', at: NOW }] }) })],
  };
}

/** Marks every hold whose time is over. */
export const expireOverdueUpdate = (resourceId: string): ConditionalUpdate => ({
  filter: { _id: resourceId },
  pipeline: [change({ claims: withOverdueExpired() })],
});

export function resizeUpdate(
  resourceId: string,
  bounds: Bounds,
  forgetAt: Date | undefined,
): ConditionalUpdate {
  return {
    filter: { _id: resourceId, 'bounds.kind': bounds.kind, $expr: allFit(bounds) },
    pipeline: [
      change({ claims: withOverdueExpired() }),
      // Two steps for the bounds: `$set` of an object adds to the object that is there.
      { $unset: 'bounds' },
      { $set: { bounds: value(bounds), ...(forgetAt && { forgetAt: value(forgetAt) }) } },
    ],
  };
}

/** Takes claims off the resource that are on record in the very state they are in. */
export function archiveUpdate(
  resourceId: string,
  recorded: ReadonlyArray<Pick<Claim, 'id' | 'state'>>,
  epoch: number,
): ConditionalUpdate {
  const keys = recorded.map(({ id, state }) => `${id} ${state}`);
  const isRecorded = { $in: [{ $concat: ['$$c.id', ' ', '$$c.state'] }, value(keys)] };
  return {
    filter: { _id: resourceId, epoch },
    pipeline: [
      {
        $set: {
          epoch: epoch + 1,
          changes: 0,
          used: { $add: ['$used', unitsWhere({ $and: [isRecorded, inState('confirmed')] })] },
          claims: claimsWhere({ $not: [isRecorded] }),
        },
      },
    ],
  };
}

/** Makes it wait for as many changes again. */
export const nothingToArchiveUpdate = (resourceId: string, epoch: number): ConditionalUpdate => ({
  filter: { _id: resourceId, epoch },
  pipeline: [{ $set: { changes: 0 } }],
});
