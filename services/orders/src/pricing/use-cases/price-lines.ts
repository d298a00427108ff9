import { AppError } from '@chowk/contracts/errors';
import { MoneyError } from '@chowk/money';
import type { CatalogClient } from '../../neighbours/catalog.ts';
import { priceCart } from '../domain/price-cart.ts';
import type { LineToPrice, PricedCart } from '../domain/priced-cart.ts';

export type PriceLines = (lines: readonly LineToPrice[], deliveryState?: string) => Promise<PricedCart>;

/**
 * Prices lines by what catalog says now, in two calls however many lines there are.
 * @throws AppError AMOUNT_OUT_OF_RANGE, UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT
 */
export const createPriceLines =
  ({ catalog }: { catalog: Pick<CatalogClient, 'findProducts' | 'findStores'> }): PriceLines =>
  async (lines, deliveryState) => {
    const products = await catalog.findProducts([...new Set(lines.map((line) => line.productId))]);
    const stores = await catalog.findStores([...new Set([...products.values()].map((p) => p.storeId))]);
    try {
      return priceCart(lines, { products, stores }, deliveryState);
    } catch (error) {
      if (error instanceof MoneyError) throw new AppError('AMOUNT_OUT_OF_RANGE', { cause: error });
      throw error;
    }
  };
