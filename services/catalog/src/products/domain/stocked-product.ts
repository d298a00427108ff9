import { availableOf, hasUnsold, type Stock } from '../../stock/domain/stock.ts';
import type { Product } from './product.ts';

/** A product with the stock of all its SKUs. */
export interface StockedProduct {
  product: Product;
  stock: readonly Stock[];
}

/** Whether any variant can be bought at an instant. */
export const isInStock = ({ product, stock }: StockedProduct, now: Date): boolean =>
  product.variants.some(({ sku }) => availableOf(stock, sku, now) > 0);

/** Whether units of any variant are left that nobody bought, be they held. */
export const isUnsold = ({ stock }: Pick<StockedProduct, 'stock'>): boolean => stock.some(hasUnsold);
