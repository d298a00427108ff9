import { AppError } from '@chowk/contracts/errors';
import type { Catalog } from '../../ports.ts';
import type { CartLimits } from '../domain/cart.ts';
import type { CartOwner, Carts } from '../ports.ts';
import { findArticle } from './find-article.ts';
import { ownerOf, type CartVisitor } from './name-owner.ts';
import type { CartView, ViewCart } from './view-cart.ts';

/**
 * Changes lines of a cart and answers the cart priced anew. Sent twice, each leaves the cart as once.
 * Throws AppError CART_ITEM_NOT_FOUND, CART_LIMIT_EXCEEDED; PRODUCT_NOT_FOUND and SKU_NOT_FOUND when the
 * article is gone from catalog, whose line can only be removed.
 */
export function createChangeCart(deps: {
  carts: Carts;
  catalog: Catalog;
  viewCart: ViewCart;
  limits: CartLimits;
}) {
  const { carts, catalog, viewCart, limits } = deps;
  return {
    async setQuantity(visitor: CartVisitor, itemId: string, quantity: number): Promise<CartView> {
      const owner = requireOwner(visitor);
      if (quantity > limits.maxQuantity) {
        const message = `at most ${limits.maxQuantity}`;
        throw new AppError('CART_LIMIT_EXCEEDED', {
          details: [{ path: 'quantity', limit: limits.maxQuantity, message }],
        });
      }
      const line = (await carts.find(owner))?.lines.find((candidate) => candidate.itemId === itemId);
      if (!line) throw new AppError('CART_ITEM_NOT_FOUND');
      const { variant } = await findArticle(catalog, line.productId, line.variantId);
      const changed = await carts.setQuantity(owner, itemId, { quantity, shownPrice: variant.price });
      if (!changed) throw new AppError('CART_ITEM_NOT_FOUND');
      return viewCart.ofOwner(owner);
    },

    async remove(visitor: CartVisitor, itemId: string): Promise<CartView> {
      const owner = requireOwner(visitor);
      if (!(await carts.remove(owner, itemId))) throw new AppError('CART_ITEM_NOT_FOUND');
      return viewCart.ofOwner(owner);
    },

    async clear(visitor: CartVisitor): Promise<CartView> {
      const owner = ownerOf(visitor);
      if (owner) await carts.clear(owner);
      return viewCart.ofOwner(owner);
    },
  };
}

function requireOwner(visitor: CartVisitor): CartOwner {
  const owner = ownerOf(visitor);
  // A guest without a token has no cart, so no line of that name is in it.
  if (!owner) throw new AppError('CART_ITEM_NOT_FOUND');
  return owner;
}
