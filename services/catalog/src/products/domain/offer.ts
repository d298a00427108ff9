import type { Store } from '../../stores/domain/store.ts';
import type { StockedProduct } from './stocked-product.ts';

/** All that the price of a product depends on, as it was at one moment. */
export interface Offer extends StockedProduct {
  /** Missing once the store has closed. */
  store: Store | undefined;
}
