import { AppError } from '@chowk/contracts/errors';
import type { Tx } from '@chowk/messaging';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { CartLine, CartOwner } from '../domain/cart.ts';
import type { CartRepository } from '../ports.ts';
import { cartModel } from './cart.model.ts';

/** Between two tries of an add, another add or removal of the same article must have come in between. */
const ADD_TRIES = 100;

const DAY_MS = 24 * 3600 * 1000;

/**
 * Carts in MongoDB. Every change is one conditional update of one document and raises its version, so that
 * parallel changes add up and a checkout can tell whether what it priced is still what is there.
 */
export function createCartRepository(
  connection: Connection,
  options: { guestTtlDays: number; clock: Clock },
): CartRepository {
  const carts = cartModel(connection);
  const idOf = (owner: CartOwner): string =>
    owner.kind === 'user' ? `user:${owner.userId}` : `guest:${owner.tokenHash}`;

  const live = (owner: CartOwner) => ({
    _id: idOf(owner),
    ...(owner.kind === 'guest' && { expiresAt: { $gt: options.clock() } }),
  });
  /** Marks of a change; a guest's cart lives on from its last one. */
  const touch = (owner: CartOwner) => {
    const updatedAt = options.clock();
    const expiresAt = new Date(updatedAt.getTime() + options.guestTtlDays * DAY_MS);
    return { updatedAt, ...(owner.kind === 'guest' && { expiresAt }) };
  };
  const within = (tx: Tx | undefined) => (tx ? { session: tx.session } : {});

  return {
    async find(owner, tx) {
      const found = await carts.findOne(live(owner), null, within(tx)).lean();
      return found ? { version: found.version, lines: found.lines } : undefined;
    },

    async open(owner) {
      try {
        await carts.updateOne(
          { _id: idOf(owner) },
          { $setOnInsert: { version: 0, lines: [], ...touch(owner) } },
          { upsert: true },
        );
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    async add(owner, line, limits, tx) {
      const { variantId, quantity, quotedPrice } = line;
      for (let tries = 0; tries < ADD_TRIES; tries++) {
        const grown = await carts
          .findOneAndUpdate(
            {
              ...live(owner),
              lines: { $elemMatch: { variantId, quantity: { $lte: limits.maxQuantity - quantity } } },
            },
            {
              $inc: { 'lines.$[line].quantity': quantity, version: 1 },
              $set: { 'lines.$[line].quotedPrice': quotedPrice, ...touch(owner) },
            },
            { arrayFilters: [{ 'line.variantId': variantId }], returnDocument: 'after', ...within(tx) },
          )
          .lean();
        if (grown) return lineOf(grown.lines, variantId);
        const pushed = await carts.updateOne(
          {
            ...live(owner),
            'lines.variantId': { $ne: variantId },
            [`lines.${limits.maxLines - 1}`]: { $exists: false },
          },
          { $push: { lines: line }, $inc: { version: 1 }, $set: touch(owner) },
          within(tx),
        );
        if (pushed.modifiedCount === 1) return line;
        const cart = await carts.findOne(live(owner), null, within(tx)).lean();
        assertWithinLimits(cart?.lines ?? [], line, limits);
      }
      throw new AppError('CART_CHANGED');
    },

    async setQuantity(owner, itemId, { quantity, quotedPrice }) {
      const result = await carts.updateOne(
        { ...live(owner), 'lines.itemId': itemId },
        {
          $set: {
            'lines.$[line].quantity': quantity,
            'lines.$[line].quotedPrice': quotedPrice,
            ...touch(owner),
          },
          $inc: { version: 1 },
        },
        { arrayFilters: [{ 'line.itemId': itemId }] },
      );
      return result.matchedCount === 1;
    },

    async remove(owner, itemId) {
      const result = await carts.updateOne(
        { ...live(owner), 'lines.itemId': itemId },
        { $pull: { lines: { itemId } }, $inc: { version: 1 }, $set: touch(owner) },
      );
      return result.matchedCount === 1;
    },

    async clear(owner) {
      await carts.updateOne(live(owner), { $set: { lines: [], ...touch(owner) }, $inc: { version: 1 } });
    },

    async replace(owner, version, lines, tx) {
      const result = await carts.updateOne(
        { ...live(owner), version },
        { $set: { lines, ...touch(owner) }, $inc: { version: 1 } },
        within(tx),
      );
      return result.modifiedCount === 1;
    },

    async take(owner, tx) {
      const taken = await carts.findOneAndDelete(live(owner), within(tx)).lean();
      return taken ? { version: taken.version, lines: taken.lines } : undefined;
    },
  };
}

function lineOf(lines: readonly CartLine[], variantId: string): CartLine {
  const line = lines.find((candidate) => candidate.variantId === variantId);
  // The update that returned this document matched the line by its variant.
  if (!line) throw new Error(`cart update lost the line of ${variantId}`);
  return line;
}

/** @throws AppError CART_LIMIT_EXCEEDED; returns when the add failed by a race only */
function assertWithinLimits(
  lines: readonly CartLine[],
  line: CartLine,
  limits: { maxLines: number; maxQuantity: number },
): void {
  const known = lines.find(({ variantId }) => variantId === line.variantId);
  const limit = known ? limits.maxQuantity : limits.maxLines;
  const over = known ? known.quantity + line.quantity > limit : lines.length >= limit;
  if (!over) return;
  throw new AppError('CART_LIMIT_EXCEEDED', {
    details: [{ path: known ? 'quantity' : 'productId', limit, message: `at most ${limit}` }],
  });
}
