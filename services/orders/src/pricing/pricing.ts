import type { Capability } from '@chowk/chassis';
import type { CatalogClient } from '../neighbours/catalog.ts';
import { createPriceLines, type PriceLines } from './use-cases/price-lines.ts';

export interface PricingApi {
  priceLines: PriceLines;
}

/** What lines cost by what catalog offers now: goods, tax, delivery, and what is wrong with them. */
export const composePricing = (deps: { catalog: CatalogClient }): Capability<PricingApi> => ({
  name: 'pricing',
  api: { priceLines: createPriceLines(deps) },
});
