import { money } from '@chowk/contracts/fields';
import { z } from 'zod';

// The JSON of prices, for the views of carts and orders.

export const taxSplitSchema = z.object({ cgst: money, sgst: money, igst: money }).meta({
  id: 'TaxSplit',
  description: 'GST by who levies it: half each inside a state, integrated across states.',
});

export const totalsSchema = z
  .object({
    subtotal: money.describe('Goods before discount, without tax.'),
    discount: money,
    tax: money,
    taxSplit: taxSplitSchema.optional().describe('Known once it is known where the goods go.'),
    delivery: money,
    total: money.describe('subtotal - discount + tax + delivery, exactly.'),
  })
  .meta({ id: 'Totals' });

export const storeShareSchema = z
  .object({
    storeId: z.string(),
    name: z.string(),
    goods: money.describe('All line totals of the store.'),
    deliveryFee: money,
  })
  .meta({ id: 'StoreShare', description: "A store's part of a cart or order." });

export const priceChangeSchema = z
  .object({
    code: z.literal('PRICE_CHANGED'),
    itemId: z.string(),
    from: money.describe('The price that the cart had shown.'),
    to: money,
  })
  .meta({ id: 'PriceChange' });
