import { AppError } from '@chowk/contracts/errors';
import { limitExceeded, type CartLimits } from '../domain/cart.ts';
import type { CartRepository } from '../ports.ts';
import { resolveCartOwner, type CartIdentity } from './cart-identity.ts';
import type { ResolveVariant } from './resolve-variant.ts';

export type UpdateItem = (identity: CartIdentity, itemId: string, quantity: number) => Promise<void>;

/**
 * Sets the quantity of a line, and takes notice of its price. Sent twice, it leaves the cart as once.
 * @throws AppError CART_ITEM_NOT_FOUND, CART_LIMIT_EXCEEDED; PRODUCT_NOT_FOUND and SKU_NOT_FOUND when the article
 * is gone from catalog: its line can only be removed
 */
export const createUpdateItem =
  (deps: { carts: CartRepository; resolveVariant: ResolveVariant; limits: CartLimits }): UpdateItem =>
  async (identity, itemId, quantity) => {
    const { carts, resolveVariant, limits } = deps;
    const owner = resolveCartOwner(identity);
    // A guest without a token has no cart, so no line of that name is in it.
    if (!owner) throw new AppError('CART_ITEM_NOT_FOUND');
    if (quantity > limits.maxQuantity) throw limitExceeded('quantity', limits.maxQuantity);
    const line = (await carts.find(owner))?.lines.find((candidate) => candidate.itemId === itemId);
    if (!line) throw new AppError('CART_ITEM_NOT_FOUND');
    const { variant } = await resolveVariant(line.productId, line.variantId);
    const changed = await carts.setQuantity(owner, itemId, { quantity, quotedPrice: variant.price });
    if (!changed) throw new AppError('CART_ITEM_NOT_FOUND');
  };
