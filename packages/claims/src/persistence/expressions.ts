import type { mongo } from 'mongoose';
import type { Content, Interval, Seats, Units } from '../domain/claim.ts';
import type { Bounds } from '../domain/resource.ts';

export type Expression = mongo.Document | string;

// What domain/resource.ts says, as aggregation expressions over a resource.

/**
 * The instant at which a command judges; `let` gives it, see resource-store.ts. Not $$NOW itself: DocumentDB
 * refuses that in the filter of a collection that has a second index.
 */
export const NOW = '$$now';

/** Values of the caller never stand bare in an expression: a text that begins with $ would be a path. */
export const value = (literal: unknown): Expression => ({ $literal: literal });

export const claimsWhere = (cond: Expression): Expression => ({
  $filter: { input: '$claims', as: 'c', cond },
});
export const isClaim = (id: string): Expression => ({ $eq: ['$$c.id', value(id)] });
export const inState = (state: string): Expression => ({ $eq: ['$$c.state', state] });

const isOverdue: Expression = {
  $and: [inState('held'), { $lte: ['$$c.expiresAt', NOW] }],
};
/** Expired, whether or not somebody has noticed. */
export const isExpired: Expression = { $or: [inState('expired'), isOverdue] };

const isLive: Expression = {
  $or: [inState('confirmed'), { $and: [inState('held'), { $gt: ['$$c.expiresAt', NOW] }] }],
};
const isNot = (id: string): Expression => ({ $ne: ['$$c.id', value(id)] });

/** Live claims, without the one of that id. */
const liveClaims = (except?: string): Expression =>
  claimsWhere(except === undefined ? isLive : { $and: [isLive, isNot(except)] });

/** Units of claims for which `cond` holds. One pass: with thousands of holds each counts. */
export const unitsWhere = (cond: Expression): Expression => ({
  $sum: { $map: { input: '$claims', as: 'c', in: { $cond: [cond, '$$c.content.quantity', 0] } } },
});
export const liveUnits = (except?: string): Expression =>
  unitsWhere(except === undefined ? isLive : { $and: [isLive, isNot(except)] });

/**
 * Claims, the overdue ones marked (see `expireOverdue` in domain/decide.ts), the others as `otherwise` makes
 * them.
 */
export const withOverdueExpired = (
  claims: Expression = '$claims',
  otherwise: Expression = '$$c',
): Expression => ({
  $map: {
    input: claims,
    as: 'c',
    in: { $cond: [isOverdue, { $mergeObjects: ['$$c', { state: 'expired', at: NOW }] }, otherwise] },
  },
});

const startOf = (claim: string): Expression => ({
  $subtract: [`${claim}.content.from`, `${claim}.content.bufferBefore`],
});
const endOf = (claim: string): Expression => ({
  $add: [`${claim}.content.to`, `${claim}.content.bufferAfter`],
});

/** Most of `claims` that share an instant, of those at which `points` (expressions of numbers) begin. */
const peakOf = (claims: Expression, points: Expression): Expression => ({
  $max: {
    $map: {
      input: points,
      as: 'p',
      in: {
        $size: {
          $filter: {
            input: claims,
            as: 'o',
            cond: { $and: [{ $lte: [startOf('$$o'), '$$p'] }, { $gt: [endOf('$$o'), '$$p'] }] },
          },
        },
      },
    },
  },
});

function intervalFits({ from, to, bufferBefore, bufferAfter }: Interval, others: Expression): Expression {
  const [start, end] = [from - bufferBefore, to + bufferAfter];
  const overlapping = {
    $filter: {
      input: others,
      as: 'o',
      cond: { $and: [{ $lt: [startOf('$$o'), end] }, { $gt: [endOf('$$o'), start] }] },
    },
  };
  // Within [start, end) the others are most at its start or where one of them begins.
  const points = {
    $concatArrays: [
      [start],
      {
        $filter: {
          input: { $map: { input: '$$overlapping', as: 'o', in: startOf('$$o') } },
          as: 'p',
          cond: { $gt: ['$$p', start] },
        },
      },
    ],
  };
  return {
    $and: [
      { $lte: ['$bounds.window.from', start] },
      { $gte: ['$bounds.window.to', end] },
      {
        $let: {
          vars: { overlapping },
          in: { $lt: [peakOf('$$overlapping', points), '$bounds.limit'] },
        },
      },
    ],
  };
}

/** Whether the content fits beside the live claims, the one that it replaces aside. */
export function fits(kind: Bounds['kind'], content: Content, replaces?: string): Expression {
  const others = liveClaims(replaces);
  switch (kind) {
    case 'count': {
      const wanted = (content as Units).quantity;
      return { $lte: [{ $add: ['$used', liveUnits(), wanted] }, '$bounds.limit'] };
    }
    case 'seat': {
      const wanted = value((content as Seats).seats);
      const shared = { $setIntersection: ['$$o.content.seats', wanted] };
      const holders = { $filter: { input: others, as: 'o', cond: { $gt: [{ $size: shared }, 0] } } };
      return { $and: [{ $setIsSubset: [wanted, '$bounds.seats'] }, { $eq: [{ $size: holders }, 0] }] };
    }
    case 'interval':
      return intervalFits(content as Interval, others);
  }
}

/** Whether all live claims fit into other bounds of the same kind. */
export function allFit(bounds: Bounds): Expression {
  const live = liveClaims();
  const everyLive = (cond: Expression): Expression => ({
    $allElementsTrue: [{ $map: { input: live, as: 'o', in: cond } }],
  });
  switch (bounds.kind) {
    case 'count':
      return { $lte: [{ $add: ['$used', liveUnits()] }, bounds.limit] };
    case 'seat':
      return everyLive({ $setIsSubset: ['$$o.content.seats', value(bounds.seats)] });
    case 'interval': {
      const starts = { $map: { input: '$$live', as: 'o', in: startOf('$$o') } };
      const peak = peakOf('$$live', { $concatArrays: [[bounds.window.from], starts] });
      return {
        $and: [
          everyLive({
            $and: [
              { $gte: [startOf('$$o'), bounds.window.from] },
              { $lte: [endOf('$$o'), bounds.window.to] },
            ],
          }),
          { $let: { vars: { live }, in: { $lte: [peak, bounds.limit] } } },
        ],
      };
    }
  }
}
