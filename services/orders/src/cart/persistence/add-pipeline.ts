import type { mongo } from 'mongoose';
import type { CartLimits, CartLine } from '../domain/cart.ts';

type Document = mongo.Document;

// Values of the caller never stand bare in an expression: a text that begins with $ would be a path.
const value = (literal: unknown): Document => ({ $literal: literal });

/**
 * `addedLine` of the domain as an update of the stored cart, for an upsert: what is added joins the lines, and
 * what would go beyond a limit leaves the cart as it is. A test runs both over random carts and holds them equal.
 * @param touch marks of a change
 * @param now given for a guest: a cart that has expired by then is an empty one
 */
export function addPipeline(
  added: CartLine,
  limits: CartLimits,
  touch: Record<string, Date>,
  now: Date | undefined,
): Document[] {
  const stored = { $ifNull: ['$lines', []] };
  const lines = now ? { $cond: [{ $gt: ['$expiresAt', value(now)] }, stored, []] } : stored;
  const isSame = { $eq: ['$$line.variantId', value(added.variantId)] };
  const same = { $filter: { input: lines, as: 'line', cond: isSame } };
  const isKnown = { $gt: [{ $size: same }, 0] };
  const had = { $sum: { $map: { input: same, as: 'line', in: '$$line.quantity' } } };
  const fits = {
    $and: [
      { $lte: [{ $add: [had, added.quantity] }, limits.maxQuantity] },
      { $or: [isKnown, { $lt: [{ $size: lines }, limits.maxLines] }] },
    ],
  };
  const more = {
    quantity: { $add: ['$$line.quantity', added.quantity] },
    quotedPrice: value(added.quotedPrice),
  };
  const grown = {
    $map: {
      input: lines,
      as: 'line',
      in: { $cond: [isSame, { $mergeObjects: ['$$line', more] }, '$$line'] },
    },
  };
  const joined = { $concatArrays: [lines, [value(added)]] };
  const ifFits = (then: unknown, otherwise: unknown): Document => ({ $cond: [fits, then, otherwise] });
  return [
    {
      $set: {
        lines: ifFits({ $cond: [isKnown, grown, joined] }, '$lines'),
        version: { $add: [{ $ifNull: ['$version', 0] }, ifFits(1, 0)] },
        ...Object.fromEntries(
          Object.entries(touch).map(([field, at]) => [field, ifFits(value(at), `$${field}`)]),
        ),
      },
    },
  ];
}
