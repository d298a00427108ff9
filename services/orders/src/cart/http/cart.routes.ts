import { ok, route, type Route } from '@chowk/runtime/http';
import type { UserIdentity } from '@chowk/runtime/identity';
import { AppError } from '@chowk/contracts/errors';
import { z } from 'zod';
import { MERGE_STRATEGIES } from '../domain/cart.ts';
import type { createAddToCart } from '../use-cases/add-to-cart.ts';
import type { createChangeCart } from '../use-cases/change-cart.ts';
import type { createMergeCarts } from '../use-cases/merge-carts.ts';
import type { CartVisitor } from '../use-cases/name-owner.ts';
import type { ViewCart } from '../use-cases/view-cart.ts';

const id = z.string().regex(/^[\w-]{1,64}$/, 'is not an id');
const quantity = z.int().min(1).max(1_000_000);
const guestToken = z.string().regex(/^[\w-]{43}$/, 'is not a guest token');
const itemParams = z.strictObject({ itemId: id });

function visitorOf(request: {
  user: UserIdentity | undefined;
  headers: Record<string, string | undefined>;
}): CartVisitor {
  const parsed = guestToken.optional().safeParse(request.headers['x-guest-token']);
  if (parsed.success) return { user: request.user, guestToken: parsed.data };
  const details = [{ path: 'headers.x-guest-token', message: 'is not a guest token' }];
  throw new AppError('VALIDATION_FAILED', { details });
}

export function cartRoutes(useCases: {
  viewCart: ViewCart;
  addToCart: ReturnType<typeof createAddToCart>;
  changeCart: ReturnType<typeof createChangeCart>;
  mergeCarts: ReturnType<typeof createMergeCarts>;
}): Route[] {
  const { viewCart, addToCart, changeCart, mergeCarts } = useCases;
  return [
    route({
      method: 'get',
      path: '/api/v1/cart',
      auth: 'public',
      summary: 'The cart, priced anew, with its problems',
      handle: async (request) => ok({ cart: await viewCart.ofVisitor(visitorOf(request)) }),
    }),
    route({
      method: 'post',
      path: '/api/v1/cart/add',
      auth: 'public',
      summary: 'Put an article into the cart',
      body: z.strictObject({ productId: id, variantId: id.optional(), quantity }),
      idempotency: 'optional',
      handle: (request) => addToCart(visitorOf(request), request.body, request.idempotency),
    }),
    route({
      method: 'put',
      path: '/api/v1/cart/update/:itemId',
      auth: 'public',
      summary: 'Set the quantity of a line',
      params: itemParams,
      body: z.strictObject({ quantity }),
      handle: async (request) => {
        const { itemId } = request.params;
        return ok({ cart: await changeCart.setQuantity(visitorOf(request), itemId, request.body.quantity) });
      },
    }),
    route({
      method: 'delete',
      path: '/api/v1/cart/remove/:itemId',
      auth: 'public',
      summary: 'Take a line out of the cart',
      params: itemParams,
      handle: async (request) =>
        ok({ cart: await changeCart.remove(visitorOf(request), request.params.itemId) }),
    }),
    route({
      method: 'delete',
      path: '/api/v1/cart/clear',
      auth: 'public',
      summary: 'Empty the cart',
      handle: async (request) => ok({ cart: await changeCart.clear(visitorOf(request)) }),
    }),
    route({
      method: 'post',
      path: '/api/v1/cart/merge',
      auth: 'user',
      summary: 'Bring the cart of a guest into the account',
      body: z.strictObject({ guestToken, strategy: z.enum(MERGE_STRATEGIES).default('max') }),
      handle: async ({ user, body }) => {
        const { merged, dropped } = await mergeCarts(user.userId, body.guestToken, body.strategy);
        const cart = await viewCart.ofVisitor({ user, guestToken: undefined });
        return ok({ cart, merged, dropped });
      },
    }),
  ];
}
