import { createHash } from 'node:crypto';
import { anyId, instant, money } from '@chowk/contracts/fields';
import { z } from 'zod';
import { availableOf } from '../../stock/domain/stock.ts';
import { discountOf, labelOf } from '../domain/product.ts';
import type { StockedProduct } from '../domain/stocked-product.ts';

const variantSchema = z
  .object({
    id: anyId,
    sku: z.string(),
    label: z.string().describe('Its values of the options: `500 g / Salted`.'),
    options: z.record(z.string(), z.string()).describe('One value for each option, by its name.'),
    price: z.object({
      original: money,
      selling: money,
      discount: z.object({
        amount: money,
        bps: z.int().describe('Share of the original price in basis points, rounded down.'),
      }),
    }),
    barcode: z.string().nullable(),
    available: z.int().describe('Units that could be bought when this was answered.'),
    inStock: z.boolean(),
  })
  .meta({ id: 'ProductVariant', description: 'One thing that can be put into a cart.' });

export const productSchema = z
  .object({
    id: anyId,
    storeId: anyId,
    categoryId: anyId,
    name: z.string(),
    description: z.string(),
    brand: z.string().nullable(),
    options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
    variants: z.array(variantSchema),
    priceFrom: money,
    inStock: z.boolean().describe('Whether any variant is.'),
    gstRateBps: z.int().describe('Goods and services tax in basis points: 1800 is 18 %.'),
    hsn: z.string().describe('Code of the Harmonised System of Nomenclature.'),
    taxInclusive: z.boolean().describe('Whether prices hold the tax already.'),
    specifications: z.array(z.object({ name: z.string(), value: z.string() })),
    tags: z.array(z.string()),
    images: z.array(z.string()).describe('Paths below /media.'),
    featured: z.boolean(),
    version: z.int().describe('Grows with each edit.'),
    createdAt: instant,
  })
  .meta({
    id: 'Product',
    description:
      'A product with its variants and what is in stock; `priceFrom` is the cheapest selling price.',
  });

type ProductView = z.output<typeof productSchema>;

/** A product as clients see it at an instant. */
export function productView({ product, stock }: StockedProduct, now: Date): ProductView {
  const variants = product.variants.map((variant) => {
    const available = availableOf(stock, variant.sku, now);
    return {
      ...variant,
      label: labelOf(product.options, variant),
      price: { ...variant.price, discount: discountOf(variant.price) },
      available,
      inStock: available > 0,
    };
  });
  return {
    ...product,
    createdAt: product.createdAt.toISOString(),
    variants,
    inStock: variants.some((variant) => variant.inStock),
  };
}

/** Changes whenever what can be bought changes, for the ETag. */
export const stockStamp = ({ variants }: ProductView): string =>
  createHash('sha256')
    .update(variants.map(({ sku, available }) => `${sku} ${available}`).join('\n'))
    .digest('base64url')
    .slice(0, 10);
