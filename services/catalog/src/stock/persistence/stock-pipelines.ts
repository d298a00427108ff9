import type { mongo } from 'mongoose';
import type { Hold } from '../domain/stock.ts';

type Document = mongo.Document;

// Aggregation expressions over a stock row. They say in the database's words what src/stock/domain/stock.ts
// says in ours; a test runs both over random rows and holds them equal.

const HOLDS = { $ifNull: ['$holds', []] };
const filtered = (cond: Document): Document => ({ $filter: { input: HOLDS, as: 'h', cond } });
const units = (cond: Document): Document => ({
  $sum: { $map: { input: filtered(cond), as: 'u', in: '$$u.quantity' } },
});

// Values of the caller never stand bare in an expression: a text that begins with $ would be a path.
const value = (literal: unknown): Document => ({ $literal: literal });
const isOf = (orderId: string): Document => ({ $eq: ['$$h.orderId', value(orderId)] });
const notOf = (orderId: string): Document => ({ $ne: ['$$h.orderId', value(orderId)] });
const inState = (state: Hold['state']): Document => ({ $eq: ['$$h.state', state] });
const unexpired = (now: Date): Document => ({ $gt: ['$$h.expiresAt', value(now)] });
const live = (now: Date): Document => ({ $and: [inState('held'), unexpired(now)] });

const unsold = { $subtract: ['$onHand', '$allocated'] };
const freeAt = (now: Date): Document => ({ $subtract: [unsold, units(live(now))] });

/** Units free at an instant for an order, whose own holds and half-sold units count as free. */
const freeFor = (orderId: string, now: Date): Document => ({
  $subtract: [
    { $add: [unsold, units({ $and: [isOf(orderId), inState('sold')] })] },
    units({ $and: [notOf(orderId), live(now)] }),
  ],
});

/** Notes the alert when sellable units pass the threshold on their way down. */
const alertIfCrossed = (before: Document, after: Document, id: string, now: Date): Document => ({
  $cond: [
    { $and: [{ $gt: [before, '$threshold'] }, { $lte: [after, '$threshold'] }] },
    { id: value(id), available: after, at: value(now) },
    { $ifNull: ['$lowNotice', '$$REMOVE'] },
  ],
});

const isInStock: Document = { $gt: [unsold, 0] };

/**
 * Comes last in every update that may change what is unsold: says on the row whether any is left, and notes
 * the turn from yes to no or back, for the product to hear of. Rows of older releases say nothing yet, and so turn.
 */
const noteTurn: Document = {
  $set: {
    inStock: isInStock,
    turnedAt: { $cond: [{ $eq: ['$inStock', isInStock] }, { $ifNull: ['$turnedAt', '$$REMOVE'] }, '$$NOW'] },
  },
};

interface ConditionalUpdate {
  filter: Document;
  pipeline: Document[];
}

/** Rows that do not say, or say wrongly, whether units are unsold: replicas of an older release write so. */
export const missedTurnsUpdate = (): ConditionalUpdate => ({
  filter: { $expr: { $ne: ['$inStock', isInStock] } },
  pipeline: [noteTurn],
});

/**
 * Every update that counts an expired hold as free also removes it. So a hold that is on the row has kept
 * its units, whatever the clocks of two replicas say.
 */
export function claimUpdate(
  sku: string,
  hold: Omit<Hold, 'state'>,
  alertId: string,
  now: Date,
): ConditionalUpdate {
  const { orderId, attempt, quantity, expiresAt } = hold;
  const superseding = {
    $and: [
      isOf(orderId),
      {
        $or: [
          { $gt: ['$$h.attempt', value(attempt)] },
          { $and: [{ $eq: ['$$h.attempt', value(attempt)] }, { $ne: ['$$h.state', 'held'] }] },
        ],
      },
    ],
  };
  const free = freeFor(orderId, now);
  return {
    filter: {
      _id: sku,
      active: true,
      $expr: {
        $and: [{ $gte: [free, value(quantity)] }, { $eq: [{ $size: filtered(superseding) }, 0] }],
      },
    },
    pipeline: [
      {
        $set: {
          holds: {
            $concatArrays: [
              filtered({ $and: [notOf(orderId), unexpired(now)] }),
              [
                {
                  orderId: value(orderId),
                  attempt: value(attempt),
                  quantity: value(quantity),
                  state: 'held',
                  expiresAt: value(expiresAt),
                },
              ],
            ],
          },
          allocated: { $subtract: ['$allocated', units({ $and: [isOf(orderId), inState('sold')] })] },
          lowNotice: alertIfCrossed(freeAt(now), { $subtract: [free, value(quantity)] }, alertId, now),
        },
      },
      noteTurn,
    ],
  };
}

export function sellUpdate(
  sku: string,
  orderId: string,
  attempt: number,
  keepUntil: Date,
): ConditionalUpdate {
  const mine = { $and: [isOf(orderId), { $eq: ['$$h.attempt', value(attempt)] }] };
  return {
    filter: { _id: sku, holds: { $elemMatch: { orderId, attempt, state: { $in: ['held', 'sold'] } } } },
    pipeline: [
      {
        $set: {
          allocated: { $add: ['$allocated', units({ $and: [mine, inState('held')] })] },
          holds: {
            $map: {
              input: HOLDS,
              as: 'h',
              in: {
                $cond: [
                  mine,
                  { $mergeObjects: ['$$h', { state: 'sold', expiresAt: value(keepUntil) }] },
                  '$$h',
                ],
              },
            },
          },
        },
      },
      noteTurn,
    ],
  };
}

export function releaseHoldsUpdate(
  skus: readonly string[],
  orderId: string,
  upToAttempt: number,
): ConditionalUpdate {
  const mine = {
    $and: [isOf(orderId), { $lte: ['$$h.attempt', value(upToAttempt)] }, { $ne: ['$$h.state', 'returned'] }],
  };
  return {
    filter: {
      _id: { $in: [...skus] },
      holds: { $elemMatch: { orderId, attempt: { $lte: upToAttempt }, state: { $ne: 'returned' } } },
    },
    pipeline: [
      {
        $set: {
          allocated: { $subtract: ['$allocated', units({ $and: [mine, inState('sold')] })] },
          holds: filtered({ $not: [mine] }),
        },
      },
      noteTurn,
    ],
  };
}

export function restockUpdate(
  sku: string,
  orderId: string,
  quantity: number,
  keepUntil: Date,
): ConditionalUpdate {
  const returned = { orderId, attempt: 0, quantity, state: 'returned', expiresAt: keepUntil };
  return {
    filter: { _id: sku, holds: { $not: { $elemMatch: { orderId, state: 'returned' } } } },
    pipeline: [
      {
        $set: {
          allocated: { $subtract: ['$allocated', value(quantity)] },
          holds: { $concatArrays: [HOLDS, [value(returned)]] },
        },
      },
      noteTurn,
    ],
  };
}

export function adjustUpdate(
  sku: string,
  adjustment: { id: string; delta: number },
  remembered: number,
  alertId: string,
  now: Date,
): ConditionalUpdate {
  const free = freeAt(now);
  const after = { $add: [free, value(adjustment.delta)] };
  return {
    filter: {
      _id: sku,
      adjustmentIds: { $ne: adjustment.id },
      // Units that come in are welcome even where too many are out already.
      ...(adjustment.delta < 0 && { $expr: { $gte: [after, 0] } }),
    },
    pipeline: [
      {
        $set: {
          onHand: { $add: ['$onHand', value(adjustment.delta)] },
          holds: filtered(unexpired(now)),
          adjustmentIds: {
            $slice: [{ $concatArrays: ['$adjustmentIds', [value(adjustment.id)]] }, -remembered],
          },
          lowNotice: alertIfCrossed(free, after, alertId, now),
        },
      },
      noteTurn,
    ],
  };
}
