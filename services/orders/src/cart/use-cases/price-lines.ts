import { AppError } from '@chowk/contracts/errors';
import { MoneyError } from '@chowk/money';
import type { Catalog } from '../../ports.ts';
import type { CartLine } from '../domain/cart.ts';
import { priceCart, type PricedCart } from '../domain/pricing.ts';

export type PriceLines = (lines: readonly CartLine[], deliveryState?: string) => Promise<PricedCart>;

/**
 * Prices lines by what catalog says now, in two calls however many lines there are.
 * Throws AppError AMOUNT_OUT_OF_RANGE, UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT.
 */
export const createPriceLines =
  (catalog: Catalog): PriceLines =>
  async (lines, deliveryState) => {
    const products = await catalog.products([...new Set(lines.map((line) => line.productId))]);
    const stores = await catalog.stores([...new Set([...products.values()].map((p) => p.storeId))]);
    try {
      return priceCart(lines, { products, stores }, deliveryState);
    } catch (error) {
      if (error instanceof MoneyError) throw new AppError('AMOUNT_OUT_OF_RANGE', { cause: error });
      throw error;
    }
  };
