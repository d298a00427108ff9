import { anyId, humanText, token } from '@chowk/contracts/fields';
import type { IdempotencyStore } from '@chowk/idempotency';
import { bindRoutes, defineRoute, ok, replies, type Route } from '@chowk/runtime/http';
import { SELLERS } from '@chowk/runtime/identity';
import type { Clock } from '@chowk/runtime/lifecycle';
import { z } from 'zod';
import type { AdjustStock } from '../use-cases/adjust-stock.ts';
import type { RequireManagedStock } from '../use-cases/stock-access.ts';
import { inventorySchema, inventoryView } from './inventory.view.ts';

const skuParams = z.strictObject({ sku: token(64) });

export const inventoryContract = {
  getInventory: defineRoute({
    method: 'get',
    path: '/api/v1/inventory/:sku',
    auth: SELLERS,
    summary: 'Get what is on hand, sold, reserved and available of a SKU',
    params: skuParams,
    reply: replies.data(z.object({ inventory: inventorySchema })),
    errors: ['SKU_NOT_FOUND'],
  }),
  adjustInventory: defineRoute({
    method: 'post',
    path: '/api/v1/inventory/:sku/adjust',
    auth: SELLERS,
    summary: 'Change what is on hand of a SKU, for a reason that is kept',
    description: 'Never below what is sold and reserved.',
    params: skuParams,
    body: z.strictObject({
      delta: z
        .int()
        .min(-1_000_000)
        .max(1_000_000)
        .refine((delta) => delta !== 0, 'must not be zero')
        .describe('Units that came in; below zero: that went out.'),
      reason: humanText(300, { min: 3 }),
    }),
    idempotency: 'optional',
    reply: replies.data(z.object({ inventory: inventorySchema, adjustmentId: anyId })),
    errors: ['SKU_NOT_FOUND', 'OUT_OF_STOCK'],
  }),
};

export function inventoryRoutes(deps: {
  requireManagedStock: RequireManagedStock;
  adjustStock: AdjustStock;
  idempotency: IdempotencyStore;
  clock: Clock;
}): Route[] {
  const { clock } = deps;
  return bindRoutes(inventoryContract, {
    getInventory: async ({ user, params }) =>
      ok({ inventory: inventoryView(await deps.requireManagedStock(user, params.sku), clock()) }),
    adjustInventory: ({ user, params, body, idempotency }) =>
      deps.idempotency.resumable(idempotency, 'adj', async (id) => {
        const stock = await deps.adjustStock(user, { id, sku: params.sku, ...body });
        return ok({ inventory: inventoryView(stock, clock()), adjustmentId: id });
      }),
  });
}
