import type { Tx } from '@chowk/messaging';
import type { Money } from '@chowk/money';
import type { ProductOption, Variant } from './domain/product.ts';

/** What a merchant edits of a product; stock has its own ways, see src/stock. */
export interface ProductFields {
  name: string;
  description: string;
  brand: string | null;
  categoryId: string;
  options: ProductOption[];
  variants: Variant[];
  /** Basis points: 1800 is 18 %. */
  gstRateBps: number;
  /** Code of the Harmonised System of Nomenclature, for invoices. */
  hsn: string;
  /** Whether prices hold the tax already. */
  taxInclusive: boolean;
  specifications: Array<{ name: string; value: string }>;
  tags: string[];
  images: string[];
  featured: boolean;
}

export interface Product extends ProductFields {
  id: string;
  storeId: string;
  priceFrom: Money;
  version: number;
  createdAt: Date;
}

export const PRODUCT_SORTS = ['newest', 'price_asc', 'price_desc', 'name'] as const;
export type ProductSort = (typeof PRODUCT_SORTS)[number];

export interface ProductFilter {
  /** Each must begin a word of the product. */
  words: string[];
  categoryIds?: readonly string[] | undefined;
  storeId?: string | undefined;
  /** Minor units. */
  minPrice?: number | undefined;
  maxPrice?: number | undefined;
  featured?: boolean | undefined;
}

/** Where a page ended: the value sorted by, and the id. */
export type ProductPosition = [key: string | number, id: string];

export interface Products {
  list(
    filter: ProductFilter,
    sort: ProductSort,
    limit: number,
    after: ProductPosition | undefined,
  ): Promise<Product[]>;
  find(id: string): Promise<Product | undefined>;
  findMany(ids: readonly string[]): Promise<Product[]>;
  insert(product: Product, tx: Tx): Promise<void>;
  /** Undefined when there is none, or none of that version. */
  update(
    id: string,
    fields: ProductFields,
    expectedVersion: number | undefined,
    tx: Tx,
  ): Promise<Product | undefined>;
  /** Off sale, but kept for the orders that name it. False when there is none, or none of that version. */
  remove(id: string, expectedVersion: number | undefined, at: Date): Promise<boolean>;
  removeOfStore(storeId: string, at: Date): Promise<void>;
}

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
