import { AppError } from '@chowk/contracts/errors';
import { MoneyError } from '@chowk/money';
import type { CatalogClient } from '../../neighbours/catalog.ts';
import { priceCart } from '../domain/price-cart.ts';
import type { LineToPrice, PricedCart } from '../domain/priced-cart.ts';

export type PriceLines = (lines: readonly LineToPrice[], deliveryState?: string) => Promise<PricedCart>;

/**
 * Prices lines by what catalog says now, in one call however many lines there are.
 * @throws AppError AMOUNT_OUT_OF_RANGE, UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT
 */
export const createPriceLines =
  ({ catalog }: { catalog: Pick<CatalogClient, 'findOffers'> }): PriceLines =>
  async (lines, deliveryState) => {
    const offers = await catalog.findOffers([...new Set(lines.map((line) => line.productId))]);
    try {
      return priceCart(lines, offers, deliveryState);
    } catch (error) {
      if (error instanceof MoneyError) throw new AppError('AMOUNT_OUT_OF_RANGE', { cause: error });
      throw error;
    }
  };
