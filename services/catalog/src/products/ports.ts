import type { Tx } from '@chowk/messaging';
import type { Offer } from './domain/offer.ts';
import type { ProductFilter, ProductPosition, ProductSort } from './domain/product-list.ts';
import type { Product, ProductFields } from './domain/product.ts';
import type { StockedProduct } from './domain/stocked-product.ts';

export interface ProductRepository {
  /** At most `limit` after a position. */
  list(
    filter: ProductFilter,
    sort: ProductSort,
    position: ProductPosition | undefined,
    limit: number,
  ): Promise<Product[]>;
  find(id: string): Promise<Product | undefined>;
  findMany(ids: readonly string[]): Promise<Product[]>;
  /** Those of the ids that exist, with their stock and stores, by one command and in no order. */
  findOffers(ids: readonly string[]): Promise<Offer[]>;
  insert(stocked: StockedProduct, tx: Tx): Promise<void>;
  /** Undefined when there is none, or none of these versions. */
  update(
    id: string,
    fields: ProductFields,
    versions: readonly number[] | undefined,
    tx: Tx,
  ): Promise<Product | undefined>;
  /** What of a product is on sale as of which version: of a deleted one nothing. Undefined when there is none. */
  findOnSale(id: string): Promise<{ version: number; skus: string[] } | undefined>;
  /** Off sale, but kept for the orders that name it. False when there is none, or none of these versions. */
  delete(id: string, versions: readonly number[] | undefined, at: Date, tx: Tx): Promise<boolean>;
  deleteOfStore(storeId: string, at: Date): Promise<void>;
  /** Inserts those whose id is new; returns how many. */
  insertMissing(products: readonly StockedProduct[]): Promise<number>;
  /** Ids of products that do not say whether units are unsold, as replicas of an older release make them. */
  listWithoutInStock(limit: number): Promise<string[]>;
  /** Begins a look at a product's stock; undefined when there is none of this id. */
  beginStockLook(id: string): Promise<number | undefined>;
  /** Says whether units are unsold, unless a later look at the stock began since. */
  setInStock(id: string, look: number, inStock: boolean): Promise<void>;
  hasAnyInCategory(categoryId: string, tx: Tx): Promise<boolean>;
}
