import type { CartOwner } from '../domain/cart.ts';
import type { CartRepository } from '../ports.ts';
import { guestOwner, newGuestToken, resolveCartOwner, type CartIdentity } from './cart-identity.ts';

/** The owner of a cart that is there, and the token of a cart that was made for a guest. */
interface OpenedCart {
  owner: CartOwner;
  guestToken?: string;
}
export type OpenCart = (identity: CartIdentity) => Promise<OpenedCart>;

/**
 * Opens the cart of who asks. A guest's first cart comes with its token, and so does that of a token which is
 * unknown or has expired: a token is never of a visitor's choosing.
 */
export const createOpenCart =
  ({ carts }: { carts: CartRepository }): OpenCart =>
  async (identity) => {
    const known = resolveCartOwner(identity);
    if (known?.kind === 'guest' && (await carts.find(known))) return { owner: known };
    const guestToken = newGuestToken();
    const owner = known?.kind === 'user' ? known : guestOwner(guestToken);
    await carts.open(owner);
    return { owner, ...(owner.kind === 'guest' && { guestToken }) };
  };
