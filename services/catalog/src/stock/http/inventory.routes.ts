import { ok, route, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import type { Clock } from '../ports.ts';
import { inventoryView, type ManageStock } from './use-cases/adjust-stock.ts';

const SELLERS = ['merchant', 'admin', 'owner'] as const;
const skuParams = z.strictObject({ sku: z.string().min(1).max(64) });

export function inventoryRoutes(deps: { manage: ManageStock; clock: Clock }): Route[] {
  const { manage, clock } = deps;
  return [
    route({
      method: 'get',
      path: '/api/v1/inventory/:sku',
      auth: SELLERS,
      summary: 'What is on hand, sold, reserved and free of an article',
      params: skuParams,
      handle: async ({ user, params }) =>
        ok({ inventory: inventoryView(await manage.get(user, params.sku), clock()) }),
    }),
    route({
      method: 'post',
      path: '/api/v1/inventory/:sku/adjust',
      auth: SELLERS,
      summary: 'Changes what is on hand, for a reason that is kept',
      params: skuParams,
      body: z.strictObject({
        delta: z
          .int()
          .min(-1_000_000)
          .max(1_000_000)
          .refine((delta) => delta !== 0, 'must not be zero'),
        reason: z.string().trim().min(3).max(300),
      }),
      idempotency: 'optional',
      handle: ({ user, params, body, idempotency }) =>
        manage.adjust(user, { sku: params.sku, ...body }, idempotency),
    }),
  ];
}
