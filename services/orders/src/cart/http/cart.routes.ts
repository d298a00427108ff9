import { anyId, quantity } from '@chowk/contracts/fields';
import type { IdempotencyStore } from '@chowk/idempotency';
import type { Tx } from '@chowk/messaging';
import {
  bindRoutes,
  created,
  defineRoute,
  ok,
  replies,
  type IdempotentRequest,
  type Route,
} from '@chowk/runtime/http';
import type { UserIdentity } from '@chowk/runtime/identity';
import { newId } from '@chowk/runtime/ids';
import { z } from 'zod';
import { MERGE_STRATEGIES, type CartOwner } from '../domain/cart.ts';
import type { AddItem } from '../use-cases/add-item.ts';
import type { CartIdentity } from '../use-cases/cart-identity.ts';
import type { ClearCart } from '../use-cases/clear-cart.ts';
import type { GetCart } from '../use-cases/get-cart.ts';
import type { MergeCarts } from '../use-cases/merge-carts.ts';
import type { AssignCart } from '../use-cases/assign-cart.ts';
import type { RemoveItem } from '../use-cases/remove-item.ts';
import type { ResolveVariant } from '../use-cases/resolve-variant.ts';
import type { UpdateItem } from '../use-cases/update-item.ts';
import { addedItemSchema, addedItemView, cartSchema, cartView } from './cart.view.ts';

const guestToken = z
  .string()
  .regex(/^[\w-]{43}$/, 'is not a guest token')
  .meta({ description: 'Names the cart of a guest; came with the first add.' });
const headers = z.object({ 'x-guest-token': guestToken.optional() });
const params = z.strictObject({ itemId: anyId });
/** How many units one cart may hold is a setting, and judged with the cart. */
const units = quantity(1_000_000);

const cart = replies.data(z.object({ cart: cartSchema }));
const PRICING = ['AMOUNT_OUT_OF_RANGE', 'UPSTREAM_UNAVAILABLE', 'UPSTREAM_TIMEOUT'] as const;
const ADDING = ['PRODUCT_NOT_FOUND', 'SKU_NOT_FOUND', 'CART_LIMIT_EXCEEDED'] as const;

export const cartContract = {
  getCart: defineRoute({
    method: 'get',
    path: '/api/v1/cart',
    auth: 'optional',
    summary: 'Get the cart, priced anew, with its problems',
    headers,
    reply: cart,
    errors: PRICING,
  }),
  addCartItem: defineRoute({
    method: 'post',
    path: '/api/v1/cart/add',
    auth: 'optional',
    summary: 'Put an article into the cart',
    description:
      'The first add of a guest makes a cart and answers its token; so does an add with a token that is unknown or has expired.',
    headers,
    body: z.strictObject({
      productId: anyId,
      variantId: anyId.optional().describe('Needed where an article has several variants.'),
      quantity: units,
    }),
    idempotency: 'optional',
    reply: replies.data(z.object({ item: addedItemSchema, guestToken: guestToken.optional() }), {
      status: 201,
      headers: { 'x-guest-token': 'The token of a cart that was made for a guest.' },
    }),
    errors: [...ADDING, 'UPSTREAM_UNAVAILABLE', 'UPSTREAM_TIMEOUT'],
  }),
  updateCartItem: defineRoute({
    method: 'put',
    path: '/api/v1/cart/update/:itemId',
    auth: 'optional',
    summary: 'Set the quantity of a line',
    params,
    headers,
    body: z.strictObject({ quantity: units }),
    reply: cart,
    errors: [...ADDING, 'CART_ITEM_NOT_FOUND', ...PRICING],
  }),
  removeCartItem: defineRoute({
    method: 'delete',
    path: '/api/v1/cart/remove/:itemId',
    auth: 'optional',
    summary: 'Take a line out of the cart',
    params,
    headers,
    reply: cart,
    errors: ['CART_ITEM_NOT_FOUND', ...PRICING],
  }),
  clearCart: defineRoute({
    method: 'delete',
    path: '/api/v1/cart/clear',
    auth: 'optional',
    summary: 'Empty the cart',
    headers,
    reply: cart,
    errors: PRICING,
  }),
  mergeCarts: defineRoute({
    method: 'post',
    path: '/api/v1/cart/merge',
    auth: 'user',
    summary: 'Bring the cart of a guest into the account',
    body: z.strictObject({
      guestToken,
      strategy: z
        .enum(MERGE_STRATEGIES)
        .default('max')
        .describe(
          'max: the larger quantity of each article; sum: both added up; replace: the cart of the guest takes the place of the own one; keep: the own cart stays and the other is dropped.',
        ),
    }),
    reply: replies.data(
      z.object({
        cart: cartSchema,
        merged: z.boolean().describe('False when there was nothing to merge.'),
        dropped: z.int().describe('Lines that found no room.'),
      }),
    ),
    errors: ['CART_CHANGED', ...PRICING],
  }),
};

export const cartRoutes = (deps: {
  getCart: GetCart;
  resolveVariant: ResolveVariant;
  assignCart: AssignCart;
  addItem: AddItem;
  updateItem: UpdateItem;
  removeItem: RemoveItem;
  clearCart: ClearCart;
  mergeCarts: MergeCarts;
  idempotency: IdempotencyStore;
}): Route[] => {
  const { getCart, idempotency } = deps;
  const cartOf = async (identity: CartIdentity) => ok({ cart: cartView(await getCart(identity)) });

  return bindRoutes(cartContract, {
    getCart: (request) => cartOf(identityOf(request)),

    addCartItem: async (request) => {
      const { productId, variantId, quantity } = request.body;
      const resolved = await deps.resolveVariant(productId, variantId);
      const { owner, guestToken } = await deps.assignCart(identityOf(request));
      const add = async (itemId: string, tx?: Tx) => {
        const line = await deps.addItem(owner, { itemId, ...resolved, quantity }, tx);
        const item = addedItemView(line, resolved);
        if (guestToken === undefined) return created({ item });
        return created({ item, guestToken }, { headers: { 'x-guest-token': guestToken } });
      };
      // The add that makes a cart is not kept at all, because its answer holds the token.
      const key = guestToken === undefined ? ofCart(request.idempotency, owner) : undefined;
      return key ? idempotency.once(key, 'itm', (tx, itemId) => add(itemId, tx)) : add(newId('itm'));
    },

    updateCartItem: async (request) => {
      const identity = identityOf(request);
      await deps.updateItem(identity, request.params.itemId, request.body.quantity);
      return cartOf(identity);
    },

    removeCartItem: async (request) => {
      const identity = identityOf(request);
      await deps.removeItem(identity, request.params.itemId);
      return cartOf(identity);
    },

    clearCart: async (request) => {
      const identity = identityOf(request);
      await deps.clearCart(identity);
      return cartOf(identity);
    },

    mergeCarts: async ({ user, body }) => {
      const outcome = await deps.mergeCarts(user.userId, body.guestToken, body.strategy);
      return ok({ cart: cartView(await getCart({ user, guestToken: undefined })), ...outcome });
    },
  });
};

const identityOf = (request: {
  user: UserIdentity | undefined;
  headers: { 'x-guest-token'?: string | undefined };
}): CartIdentity => ({ user: request.user, guestToken: request.headers['x-guest-token'] });

/** A guest is known by the cart they hold: another cart under the same key and body is another request. */
const ofCart = (request: IdempotentRequest | undefined, owner: CartOwner): IdempotentRequest | undefined =>
  request && owner.kind === 'guest'
    ? { ...request, scope: `guest ${owner.tokenHash} ${request.scope}` }
    : request;
