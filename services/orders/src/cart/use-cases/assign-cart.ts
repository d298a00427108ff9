import type { CartOwner } from '../domain/cart.ts';
import type { CartRepository } from '../ports.ts';
import { guestOwner, newGuestToken, resolveCartOwner, type CartIdentity } from './cart-identity.ts';

/** Whose cart an article goes into, and the token of a cart that is new to a guest. */
interface AssignedCart {
  owner: CartOwner;
  guestToken?: string;
}
export type AssignCart = (identity: CartIdentity) => Promise<AssignedCart>;

/**
 * The cart that who asks puts an article into; the add makes it where there is none. A guest's first cart
 * comes with its token, and so does that of a token which is unknown or has expired: a token is never of a
 * visitor's choosing.
 */
export const createAssignCart =
  ({ carts }: { carts: Pick<CartRepository, 'find'> }): AssignCart =>
  async (identity) => {
    const known = resolveCartOwner(identity);
    if (known?.kind === 'user') return { owner: known };
    if (known && (await carts.find(known))) return { owner: known };
    const guestToken = newGuestToken();
    return { owner: guestOwner(guestToken), guestToken };
  };
