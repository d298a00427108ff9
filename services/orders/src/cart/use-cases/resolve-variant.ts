import { AppError } from '@chowk/contracts/errors';
import type { CatalogClient } from '../../neighbours/catalog.ts';
import type { Product, Variant } from '../../pricing/domain/offer.ts';

export interface ResolvedVariant {
  product: Product;
  variant: Variant;
}
export type ResolveVariant = (productId: string, variantId?: string) => Promise<ResolvedVariant>;

/**
 * Finds what somebody wants to buy; an article with one variant needs no variant named.
 * @throws AppError PRODUCT_NOT_FOUND, SKU_NOT_FOUND, VALIDATION_FAILED when a variant must be named
 */
export const createResolveVariant =
  ({ catalog }: { catalog: Pick<CatalogClient, 'findProducts'> }): ResolveVariant =>
  async (productId, variantId) => {
    const product = (await catalog.findProducts([productId])).get(productId);
    if (!product) throw new AppError('PRODUCT_NOT_FOUND');
    if (variantId === undefined && product.variants.length > 1) {
      const message = `is needed: one of ${product.variants.map(({ id }) => id).join(', ')}`;
      throw new AppError('VALIDATION_FAILED', { details: [{ path: 'variantId', message }] });
    }
    const variant = product.variants.find(({ id }) => variantId === undefined || id === variantId);
    if (!variant) throw new AppError('SKU_NOT_FOUND');
    return { product, variant };
  };
