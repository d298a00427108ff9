import { AppError } from '@chowk/contracts/errors';
import type { Catalog } from '../../ports.ts';
import type { Product } from '../domain/pricing.ts';

/**
 * Finds what somebody wants to buy; an article with one variant needs no variant named.
 * Throws AppError PRODUCT_NOT_FOUND, SKU_NOT_FOUND, VALIDATION_FAILED when a variant must be named.
 */
export async function findArticle(
  catalog: Catalog,
  productId: string,
  variantId?: string,
): Promise<{ product: Product; variant: Product['variants'][number] }> {
  const product = (await catalog.products([productId])).get(productId);
  if (!product) throw new AppError('PRODUCT_NOT_FOUND');
  if (variantId === undefined && product.variants.length > 1) {
    const message = `is needed: one of ${product.variants.map(({ id }) => id).join(', ')}`;
    throw new AppError('VALIDATION_FAILED', { details: [{ path: 'variantId', message }] });
  }
  const variant = product.variants.find(({ id }) => variantId === undefined || id === variantId);
  if (!variant) throw new AppError('SKU_NOT_FOUND');
  return { product, variant };
}
