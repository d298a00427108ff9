import { AppError } from '@chowk/contracts/errors';
import type { CartRepository } from '../ports.ts';
import { resolveCartOwner, type CartIdentity } from './cart-identity.ts';

export type RemoveItem = (identity: CartIdentity, itemId: string) => Promise<void>;

/** @throws AppError CART_ITEM_NOT_FOUND */
export const createRemoveItem =
  ({ carts }: { carts: CartRepository }): RemoveItem =>
  async (identity, itemId) => {
    const owner = resolveCartOwner(identity);
    if (!owner || !(await carts.remove(owner, itemId))) throw new AppError('CART_ITEM_NOT_FOUND');
  };
