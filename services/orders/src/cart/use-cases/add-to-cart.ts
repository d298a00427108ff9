import type { Chassis } from '@chowk/chassis';
import { created, type IdempotentRequest, type Reply } from '@chowk/runtime/http';
import { newId } from '@chowk/runtime/ids';
import type { Catalog } from '../../ports.ts';
import type { CartLimits } from '../domain/cart.ts';
import type { CartOwner, Carts } from '../ports.ts';
import { findArticle } from './find-article.ts';
import { guestOwner, newGuestToken, ownerOf, type CartVisitor } from './name-owner.ts';

interface Wanted {
  productId: string;
  variantId?: string | undefined;
  quantity: number;
}

/**
 * Puts an article into the cart. A guest's first add answers the token of a new cart, and so does an add
 * with a token that is unknown or has expired: a token is never of a visitor's choosing.
 * Throws AppError PRODUCT_NOT_FOUND, SKU_NOT_FOUND, VALIDATION_FAILED, CART_LIMIT_EXCEEDED.
 */
export const createAddToCart =
  (deps: { carts: Carts; catalog: Catalog; limits: CartLimits; idempotency: Chassis['idempotency'] }) =>
  async (visitor: CartVisitor, wanted: Wanted, request: IdempotentRequest | undefined): Promise<Reply> => {
    const { product, variant } = await findArticle(deps.catalog, wanted.productId, wanted.variantId);
    const { owner, guestToken } = await openCart(deps.carts, visitor);
    const line = {
      productId: product.id,
      variantId: variant.id,
      quantity: wanted.quantity,
      shownPrice: variant.price,
    };
    const answer = (itemId: string, quantity: number): Reply =>
      created({
        item: {
          itemId,
          productId: product.id,
          variantId: variant.id,
          sku: variant.sku,
          name: product.name,
          quantity,
          unitPrice: variant.price,
        },
      });

    const once = guestToken === undefined ? scoped(request, owner) : undefined;
    if (once) {
      return deps.idempotency.once(once, 'itm', async (tx, itemId) => {
        const added = await deps.carts.add(owner, { itemId, ...line }, deps.limits, tx);
        return answer(added.itemId, added.quantity);
      });
    }
    const added = await deps.carts.add(owner, { itemId: newId('itm'), ...line }, deps.limits);
    return withToken(answer(added.itemId, added.quantity), guestToken);
  };

async function openCart(
  carts: Carts,
  visitor: CartVisitor,
): Promise<{ owner: CartOwner; guestToken?: string }> {
  const known = ownerOf(visitor);
  if (known?.kind === 'guest' && (await carts.find(known))) return { owner: known };
  const guestToken = newGuestToken();
  const owner = known?.kind === 'user' ? known : guestOwner(guestToken);
  await carts.open(owner);
  return { owner, ...(owner.kind === 'guest' && { guestToken }) };
}

/**
 * Guests share the scope "anonymous", where one could meet another's key: theirs is narrowed to the cart.
 * The add that makes a cart is not kept at all, because its answer holds the token.
 */
const scoped = (request: IdempotentRequest | undefined, owner: CartOwner): IdempotentRequest | undefined =>
  request && owner.kind === 'guest'
    ? { ...request, scope: `guest ${owner.tokenHash} ${request.scope}` }
    : request;

const withToken = (reply: Reply, guestToken: string | undefined): Reply =>
  guestToken === undefined
    ? reply
    : {
        ...reply,
        data: { ...(reply.data as object), guestToken },
        headers: { 'x-guest-token': guestToken },
      };
