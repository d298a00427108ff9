import type { Product } from './product.ts';

export const PRODUCT_SORTS = ['newest', 'price_asc', 'price_desc', 'name'] as const;
export type ProductSort = (typeof PRODUCT_SORTS)[number];

/** What each order sorts by, in what is stored. */
export const PRODUCT_ORDERS = {
  newest: { createdAt: -1, _id: -1 },
  name: { name: 1, _id: 1 },
  price_asc: { 'priceFrom.amount': 1, _id: 1 },
  price_desc: { 'priceFrom.amount': -1, _id: -1 },
} as const satisfies Record<ProductSort, object>;

export interface ProductFilter {
  /** Each must begin a word of the product. */
  words: string[];
  categoryIds?: readonly string[] | undefined;
  storeId?: string | undefined;
  /** Minor units. */
  minPrice?: number | undefined;
  maxPrice?: number | undefined;
  featured?: boolean | undefined;
  /** Whether units are unsold; true finds also products of which somebody holds the last ones. */
  inStock?: boolean | undefined;
}

/** Where a page ended: the value sorted by, and the id. */
export type ProductPosition = [key: string | number, id: string];

/** Where a product stands in an order. */
export const positionOf = (product: Product, sort: ProductSort): ProductPosition => {
  switch (sort) {
    case 'newest':
      return [product.createdAt.getTime(), product.id];
    case 'name':
      return [product.name, product.id];
    case 'price_asc':
    case 'price_desc':
      return [product.priceFrom.amount, product.id];
  }
};
