import type { Tx } from '@chowk/messaging';
import { mergeLines, userOwner, type CartLine } from '../domain/cart.ts';
import type { CartRepository } from '../ports.ts';

/** What was in a cart before has room in it again. */
const UNLIMITED = { maxLines: Number.MAX_SAFE_INTEGER, maxQuantity: Number.MAX_SAFE_INTEGER };

export type ReturnLines = (userId: string, lines: readonly CartLine[], tx: Tx) => Promise<void>;

/** Gives lines back to the cart that they were claimed from; of each article the larger quantity counts. */
export const createReturnLines =
  ({ carts }: { carts: CartRepository }): ReturnLines =>
  async (userId, returned, tx) => {
    const owner = userOwner(userId);
    const cart = await carts.find(owner, tx);
    if (!cart) throw new Error(`the cart of ${userId} is gone`);
    const { lines } = mergeLines(cart.lines, returned, 'max', UNLIMITED);
    if (!(await carts.replace(owner, cart.version, lines, tx))) {
      throw new Error(`the cart of ${userId} changed meanwhile`);
    }
  };
