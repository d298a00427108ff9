import { instant, money } from '@chowk/contracts/fields';
import { z } from 'zod';
import { storeShareSchema, taxSplitSchema, totalsSchema } from '../../pricing/domain/price-schemas.ts';
import { PAYMENT_METHODS, PAYMENT_STATUSES, type Order } from './order.ts';
import { ORDER_STATUSES } from './order-status.ts';

// In domain, for checkout answers orders too: of another capability it sees the door and the domain only.

const orderLineSchema = z
  .object({
    ...{ itemId: z.string(), productId: z.string(), variantId: z.string(), sku: z.string() },
    ...{ name: z.string(), label: z.string(), imageUrl: z.string(), storeId: z.string(), hsn: z.string() },
    gstRateBps: z.int().describe('GST in basis points: 1800 is 18 %.'),
    taxInclusive: z.boolean().describe('Whether unitPrice holds the tax.'),
    quantity: z.int(),
    ...{ unitPrice: money, discount: money },
    taxable: money.describe('What tax is due on.'),
    tax: money,
    taxSplit: taxSplitSchema.optional(),
    lineTotal: money.describe('taxable + tax'),
  })
  .meta({ id: 'OrderLine', description: 'An article as it was sold.' });

const addressSchema = z
  .object({
    ...{ name: z.string(), line1: z.string(), city: z.string(), state: z.string() },
    ...{ pincode: z.string(), phone: z.string() },
  })
  .meta({ id: 'DeliveryAddress' });

export const orderSchema = z
  .object({
    id: z.string(),
    number: z.string().describe('For people; not an invoice number.'),
    userId: z.string(),
    status: z.enum(ORDER_STATUSES),
    version: z.int().describe('Grows by one with each change of status.'),
    items: z.array(orderLineSchema),
    stores: z.array(storeShareSchema),
    totals: totalsSchema,
    address: addressSchema,
    notes: z.string().optional(),
    payment: z.object({
      id: z.string(),
      method: z.enum(PAYMENT_METHODS),
      status: z.enum(PAYMENT_STATUSES),
    }),
    createdAt: instant,
    placedAt: instant.optional().describe('Missing of one that never came about.'),
    failure: z.string().optional().describe('The code of why its checkout turned back.'),
  })
  .meta({ id: 'Order' });

/** An order as people see it: without the machinery behind it. */
export const orderView = (order: Order): z.output<typeof orderSchema> => ({
  id: order.id,
  number: order.number,
  userId: order.userId,
  status: order.status,
  version: order.version,
  items: order.lines.map(({ quotedPrice: _, ...line }) => line),
  stores: order.stores,
  totals: order.totals,
  address: order.address,
  notes: order.notes,
  payment: { id: order.payment.id, method: order.payment.method, status: order.payment.status },
  createdAt: order.createdAt.toISOString(),
  placedAt: order.placedAt?.toISOString(),
  failure: order.failure,
});
