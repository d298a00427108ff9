import type { Capability, Chassis } from '@chowk/chassis';
import type { Tx } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Config } from '../config.ts';
import type { CatalogClient } from '../neighbours/catalog.ts';
import type { PricingApi } from '../pricing/pricing.ts';
import { userOwner, type Cart, type CartLine } from './domain/cart.ts';
import { cartRoutes } from './http/cart.routes.ts';
import { cartModel } from './persistence/cart.model.ts';
import { createCartRepository } from './persistence/cart.repository.ts';
import { createAddItem } from './use-cases/add-item.ts';
import { createClearCart } from './use-cases/clear-cart.ts';
import { createGetCart } from './use-cases/get-cart.ts';
import { createMergeCarts } from './use-cases/merge-carts.ts';
import { createAssignCart } from './use-cases/assign-cart.ts';
import { createRemoveItem } from './use-cases/remove-item.ts';
import { createResolveVariant } from './use-cases/resolve-variant.ts';
import { createReturnLines } from './use-cases/return-lines.ts';
import { createUpdateItem } from './use-cases/update-item.ts';

export interface CartApi {
  /** The cart of an account; undefined when there is none. */
  find(userId: string): Promise<Cart | undefined>;
  /** Takes all lines out of the cart of an account, once; false when it is not of that version any more. */
  claim(userId: string, version: number, tx: Tx): Promise<boolean>;
  /**
   * Gives lines back that were claimed; what has been added since stays, the larger quantity counts.
   * @throws Error when the cart changed meanwhile: try again
   */
  returnLines(userId: string, lines: readonly CartLine[], tx: Tx): Promise<void>;
}

/** Carts of people and guests, priced anew at each look. */
export function composeCart(deps: {
  chassis: Chassis;
  config: Config;
  catalog: CatalogClient;
  pricing: PricingApi;
  clock: Clock;
}): Capability<CartApi> {
  const { catalog, pricing, config, clock } = deps;
  const { connection, outbox, idempotency } = deps.chassis;
  const carts = createCartRepository(connection, { guestTtlDays: config.GUEST_CART_TTL_DAYS, clock });
  const limits = { maxLines: config.CART_MAX_LINES, maxQuantity: config.CART_MAX_QUANTITY };
  const resolveVariant = createResolveVariant({ catalog });
  return {
    name: 'cart',
    api: {
      find: (userId) => carts.find(userOwner(userId)),
      claim: (userId, version, tx) => carts.replace(userOwner(userId), version, [], tx),
      returnLines: createReturnLines({ carts }),
    },
    collections: [cartModel(connection)],
    routes: cartRoutes({
      getCart: createGetCart({ carts, pricing }),
      resolveVariant,
      assignCart: createAssignCart({ carts }),
      addItem: createAddItem({ carts, limits }),
      updateItem: createUpdateItem({ carts, resolveVariant, limits }),
      removeItem: createRemoveItem({ carts }),
      clearCart: createClearCart({ carts }),
      mergeCarts: createMergeCarts({ carts, outbox, limits }),
      idempotency,
    }),
  };
}
