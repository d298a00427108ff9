import type { CartRepository } from '../ports.ts';
import { resolveCartOwner, type CartIdentity } from './cart-identity.ts';

export type ClearCart = (identity: CartIdentity) => Promise<void>;

export const createClearCart =
  ({ carts }: { carts: CartRepository }): ClearCart =>
  async (identity) => {
    const owner = resolveCartOwner(identity);
    if (owner) await carts.clear(owner);
  };
