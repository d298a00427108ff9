import { money } from '@chowk/contracts/fields';
import { z } from 'zod';
import { priceChangeSchema, storeShareSchema, totalsSchema } from '../../pricing/domain/price-schemas.ts';
import type { CartLine } from '../domain/cart.ts';
import type { CartWithPrices } from '../use-cases/get-cart.ts';
import type { ResolvedVariant } from '../use-cases/resolve-variant.ts';

const ofVariant = { sku: z.string(), name: z.string(), unitPrice: money };

const cartItemSchema = z
  .object({
    itemId: z.string(),
    productId: z.string(),
    variantId: z.string(),
    quantity: z.int(),
    ...z.object({ ...ofVariant, label: z.string(), imageUrl: z.string(), storeId: z.string() }).partial()
      .shape,
    ...z.object({ discount: money, tax: money, lineTotal: money }).partial().shape,
  })
  .meta({
    id: 'CartItem',
    description:
      'A line of a cart. One that cannot be sold has no price; it stays, so that it can be removed.',
  });

const problemSchema = z
  .discriminatedUnion('code', [
    priceChangeSchema,
    z.object({
      ...{ code: z.literal('OUT_OF_STOCK'), itemId: z.string(), sku: z.string() },
      ...{ wanted: z.int(), available: z.int() },
    }),
    z.object({ code: z.literal('PRODUCT_GONE'), itemId: z.string() }),
    z.object({ code: z.literal('CURRENCY_MISMATCH'), itemId: z.string() }),
    z.object({ code: z.literal('BELOW_MINIMUM'), storeId: z.string(), minimum: money, goods: money }),
  ])
  .meta({ id: 'CartProblem', description: 'What is wrong with a cart as it stands.' });

export const cartSchema = z
  .object({
    version: z.int().describe('Grows with every change.'),
    items: z.array(cartItemSchema),
    stores: z.array(storeShareSchema),
    totals: totalsSchema,
    problems: z.array(problemSchema),
  })
  .meta({ id: 'Cart', description: 'A cart, priced by what catalog offers now.' });

export function cartView({ cart, priced }: CartWithPrices): z.output<typeof cartSchema> {
  const { lines, stores, totals, problems } = priced;
  const byItem = new Map(lines.map((line) => [line.itemId, line]));
  return {
    version: cart.version,
    items: cart.lines.map(({ itemId, productId, variantId, quantity }) => {
      const { sku, name, label, imageUrl, storeId, unitPrice, discount, tax, lineTotal } =
        byItem.get(itemId) ?? {};
      return {
        ...{ itemId, productId, variantId, quantity },
        ...{ sku, name, label, imageUrl, storeId, unitPrice, discount, tax, lineTotal },
      };
    }),
    stores: stores.map(({ storeId, name, goods, deliveryFee }) => ({ storeId, name, goods, deliveryFee })),
    totals,
    problems,
  };
}

export const addedItemSchema = z
  .object({
    ...{ itemId: z.string(), productId: z.string(), variantId: z.string() },
    ...{ ...ofVariant, quantity: z.int().describe('Units in the cart by now.') },
  })
  .meta({ id: 'AddedCartItem' });

export const addedItemView = (
  { itemId, quantity }: CartLine,
  { product, variant }: ResolvedVariant,
): z.output<typeof addedItemSchema> => ({
  itemId,
  productId: product.id,
  variantId: variant.id,
  sku: variant.sku,
  name: product.name,
  quantity,
  unitPrice: variant.price,
});
