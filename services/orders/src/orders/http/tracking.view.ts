import { instant } from '@chowk/contracts/fields';
import { z } from 'zod';
import type { Order } from '../domain/order.ts';
import { ACTORS, ORDER_STATUSES } from '../domain/order-status.ts';

export const trackingSchema = z
  .object({
    orderId: z.string(),
    number: z.string(),
    status: z.enum(ORDER_STATUSES),
    version: z.int(),
    entries: z.array(
      z.object({
        status: z.enum(ORDER_STATUSES),
        at: instant,
        actor: z.enum(ACTORS).describe('Of staff only that it was staff.'),
        note: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'OrderTracking', description: 'The way an order has come.' });

export const trackingView = (order: Order): z.output<typeof trackingSchema> => ({
  orderId: order.id,
  number: order.number,
  status: order.status,
  version: order.version,
  entries: order.tracking.map(({ status, at, actor, note }) => ({
    ...{ status, at: at.toISOString(), actor: actor.kind, note },
  })),
});
