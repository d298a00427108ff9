import type { PricedCart } from '../../pricing/domain/priced-cart.ts';
import type { PricingApi } from '../../pricing/pricing.ts';
import type { Cart } from '../domain/cart.ts';
import type { CartRepository } from '../ports.ts';
import { resolveCartOwner, type CartIdentity } from './cart-identity.ts';

/** A cart as its owner sees it: priced anew each time, with what is wrong with it. */
export interface CartWithPrices {
  cart: Cart;
  priced: PricedCart;
}
export type GetCart = (identity: CartIdentity) => Promise<CartWithPrices>;

/** @throws AppError UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT, AMOUNT_OUT_OF_RANGE */
export const createGetCart =
  ({ carts, pricing }: { carts: CartRepository; pricing: PricingApi }): GetCart =>
  async (identity) => {
    const owner = resolveCartOwner(identity);
    const cart = (owner && (await carts.find(owner))) ?? { version: 0, lines: [] };
    return { cart, priced: await pricing.priceLines(cart.lines) };
  };
