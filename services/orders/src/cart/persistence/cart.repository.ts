import type { Tx } from '@chowk/messaging';
import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { Clock } from '@chowk/runtime/lifecycle';
import { addedLine, type CartOwner } from '../domain/cart.ts';
import type { CartRepository } from '../ports.ts';
import { addPipeline } from './add-pipeline.ts';
import { cartModel, type CartDocument } from './cart.model.ts';

const DAY_MS = 24 * 3600 * 1000;

/**
 * Carts in MongoDB. Every change is one conditional update of one document and raises its version, so that
 * parallel changes add up and a checkout can tell whether what it priced is still what is there.
 */
export function createCartRepository(
  connection: Connection,
  options: { guestTtlDays: number; clock: Clock },
): CartRepository {
  // The driver's own collection: the cart is on the path of every checkout.
  const carts = connection.collection<CartDocument>(cartModel(connection).collection.collectionName);
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

  const open = async (owner: CartOwner): Promise<void> => {
    try {
      await carts.updateOne(
        { _id: idOf(owner) },
        { $setOnInsert: { version: 0, lines: [], ...touch(owner) } },
        { upsert: true },
      );
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  };

  return {
    async find(owner, tx) {
      const found = await carts.findOne(live(owner), within(tx));
      return found ? { version: found.version, lines: found.lines } : undefined;
    },

    open,

    async add(owner, line, limits, tx) {
      // Whoever loses the race for a first add by an upsert would have lost the transaction with it.
      if (tx) await open(owner);
      const touched = touch(owner);
      const expiry = owner.kind === 'guest' ? touched.updatedAt : undefined;
      const pipeline = addPipeline(line, limits, touched, expiry);
      const add = () =>
        carts.findOneAndUpdate({ _id: idOf(owner) }, pipeline, {
          ...{ upsert: line.quantity <= limits.maxQuantity, returnDocument: 'before' },
          ...within(tx),
        });
      const before = await add().catch((error: unknown) => {
        // Two made the cart in one moment, and the other one was first: now it is there.
        if (!tx && isDuplicateKey(error)) return add();
        throw error;
      });
      const isLive = before && (!expiry || (before.expiresAt ?? expiry) > expiry);
      return addedLine(isLive ? before.lines : [], line, limits);
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
      const taken = await carts.findOneAndDelete(live(owner), within(tx));
      return taken ? { version: taken.version, lines: taken.lines } : undefined;
    },
  };
}
