import { anyId } from '@chowk/contracts/fields';
import { z } from 'zod';
import { availability, type Stock } from '../domain/stock.ts';

export const inventorySchema = z
  .object({
    sku: z.string(),
    productId: anyId,
    storeId: anyId,
    active: z.boolean().describe('False once it is off sale.'),
    threshold: z.int().describe('At this many available units or fewer it is low.'),
    onHand: z.int(),
    allocated: z.int().describe('Sold, not yet out of the house.'),
    reserved: z.int().describe('Held for orders that are not paid yet.'),
    available: z.int().describe('What can be reserved at this moment.'),
  })
  .meta({ id: 'Inventory', description: 'How the units of a SKU are spread, for who sells it.' });

/** A stock row as its merchant sees it at an instant. */
export const inventoryView = (stock: Stock, now: Date): z.output<typeof inventorySchema> => ({
  sku: stock.sku,
  productId: stock.productId,
  storeId: stock.storeId,
  active: stock.active,
  threshold: stock.threshold,
  ...availability(stock, now),
});
