import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import { mergeLines, userOwner, type CartLimits, type MergeStrategy } from '../domain/cart.ts';
import type { CartRepository } from '../ports.ts';
import { guestOwner } from './cart-identity.ts';

export type MergeCarts = (
  userId: string,
  guestToken: string,
  strategy: MergeStrategy,
) => Promise<{ merged: boolean; dropped: number }>;

/** Tries against a customer who keeps changing the cart that is merged into. */
const TRIES = 10;

/**
 * Brings the cart of a guest into the account at sign-in. Taking the guest's cart away and changing the
 * account's is one transaction: of two sign-ins that race one merges, the other finds nothing to merge
 * (`merged: false`). `dropped` counts lines that found no room.
 * @throws AppError CART_CHANGED when the account's cart changed too often meanwhile
 */
export const createMergeCarts =
  (deps: { carts: CartRepository; outbox: Outbox; limits: CartLimits }): MergeCarts =>
  async (userId, guestToken, strategy) => {
    const { carts, outbox, limits } = deps;
    const own = userOwner(userId);
    await carts.open(own);
    for (let tries = 0; tries < TRIES; tries++) {
      const outcome = await outbox
        .transact(async (tx) => {
          const guest = await carts.take(guestOwner(guestToken), tx);
          if (!guest) return { merged: false, dropped: 0 };
          const mine = await carts.find(own, tx);
          const { lines, dropped } = mergeLines(mine?.lines ?? [], guest.lines, strategy, limits);
          if (!mine || !(await carts.replace(own, mine.version, lines, tx))) throw new CartMovedOn();
          return { merged: true, dropped };
        })
        .catch((error: unknown) => {
          if (error instanceof CartMovedOn) return undefined;
          throw error;
        });
      if (outcome) return outcome;
    }
    throw new AppError('CART_CHANGED');
  };

/** Rolls the transaction back, so that the guest's cart is not taken for nothing. */
class CartMovedOn extends Error {}
