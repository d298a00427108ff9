import type { Tx } from '@chowk/messaging';
import type { CartLimits, CartLine, CartOwner } from '../domain/cart.ts';
import type { CartRepository } from '../ports.ts';
import type { ResolvedVariant } from './resolve-variant.ts';

interface AddItemInput extends ResolvedVariant {
  /** Id of the line, unless the article is in the cart already. */
  itemId: string;
  quantity: number;
}
export type AddItem = (owner: CartOwner, input: AddItemInput, tx?: Tx) => Promise<CartLine>;

/**
 * Puts a variant into a cart, and makes the cart where there is none; gives the line as it is then.
 * @throws AppError CART_LIMIT_EXCEEDED
 */
export const createAddItem =
  ({ carts, limits }: { carts: CartRepository; limits: CartLimits }): AddItem =>
  (owner, { itemId, product, variant, quantity }, tx) => {
    const line = {
      itemId,
      productId: product.id,
      variantId: variant.id,
      quantity,
      quotedPrice: variant.price,
    };
    return carts.add(owner, line, limits, tx);
  };
