import { createHash } from 'node:crypto';
import { availability, type Stock } from '../stock/domain/stock.ts';
import { discountOf, labelOf } from './domain/product.ts';
import type { Product } from './ports.ts';

export interface StockedProduct {
  product: Product;
  stock: readonly Stock[];
}

/** Units of a SKU that can be reserved at an instant, never below zero. */
export function availableOf(stock: readonly Stock[], sku: string, now: Date): number {
  const row = stock.find((candidate) => candidate.sku === sku);
  return row ? Math.max(0, availability(row, now).available) : 0;
}

/** A product as clients see it at an instant. */
export function productView({ product, stock }: StockedProduct, now: Date) {
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
export const stockStamp = ({ variants }: ReturnType<typeof productView>): string =>
  createHash('sha256')
    .update(variants.map(({ sku, available }) => `${sku} ${available}`).join('\n'))
    .digest('base64url')
    .slice(0, 10);
