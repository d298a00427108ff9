import { AppError } from '@chowk/contracts/errors';
import { createCursorCodec } from '@chowk/runtime/http';
import { withDescendants } from '../../categories/domain/category-tree.ts';
import type { Categories } from '../../categories/ports.ts';
import type { Clock } from '../../ports.ts';
import type { Stock } from '../../stock/domain/stock.ts';
import type { StockLedger } from '../../stock/ports.ts';
import type { Stores } from '../../stores/ports.ts';
import { searchWords } from '../domain/product.ts';
import { PRODUCT_SORTS, positionOf, type Product, type Products, type ProductSort } from '../ports.ts';
import { availableOf, type StockedProduct } from '../product.view.ts';

/** Rows looked at for one page at the most: with few things in stock a page may be short, not slow. */
const MAX_BATCHES = 10;

interface ProductQuery {
  q?: string | undefined;
  /** Slug or id; its subcategories count. */
  category?: string | undefined;
  storeId?: string | undefined;
  minPrice?: number | undefined;
  maxPrice?: number | undefined;
  featured?: boolean | undefined;
  inStock?: boolean | undefined;
  sort: ProductSort;
  limit: number;
  cursor?: string | undefined;
}

export interface BrowseProducts {
  /** @throws AppError CATEGORY_NOT_FOUND, STORE_NOT_FOUND, INVALID_CURSOR */
  list(query: ProductQuery): Promise<{ items: StockedProduct[]; nextCursor: string | null }>;
  /** @throws AppError PRODUCT_NOT_FOUND */
  get(id: string): Promise<StockedProduct>;
  /** Those that exist, in no order. */
  getMany(ids: readonly string[]): Promise<StockedProduct[]>;
}

export function createBrowseProducts(deps: {
  products: Products;
  stores: Stores;
  categories: Categories;
  stock: StockLedger;
  cursorSecret: string;
  clock: Clock;
}): BrowseProducts {
  const { products, stores, categories, stock, cursorSecret, clock } = deps;
  const cursors = Object.fromEntries(
    PRODUCT_SORTS.map((sort) => [sort, createCursorCodec(cursorSecret, `products by ${sort}`)]),
  ) as Record<ProductSort, ReturnType<typeof createCursorCodec>>;

  const withStock = async (found: readonly Product[]): Promise<StockedProduct[]> => {
    if (found.length === 0) return [];
    const rows = Map.groupBy(
      await stock.ofProducts(found.map((product) => product.id)),
      (row: Stock) => row.productId,
    );
    return found.map((product) => ({ product, stock: rows.get(product.id) ?? [] }));
  };

  const filterOf = async (query: ProductQuery) => {
    const { category, storeId, q, minPrice, maxPrice, featured } = query;
    let categoryIds: string[] | undefined;
    if (category !== undefined) {
      const found = await categories.find(category);
      if (!found) throw new AppError('CATEGORY_NOT_FOUND');
      categoryIds = withDescendants(await categories.tree(), found.id);
    }
    if (storeId !== undefined && !(await stores.find(storeId))) throw new AppError('STORE_NOT_FOUND');
    return { words: searchWords(q ?? ''), categoryIds, storeId, minPrice, maxPrice, featured };
  };

  return {
    async list(query) {
      const { sort, limit, inStock } = query;
      const filter = await filterOf(query);
      let after = query.cursor === undefined ? undefined : cursors[sort].decode(query.cursor);
      const now = clock();
      const items: StockedProduct[] = [];
      for (let batch = 0; batch < MAX_BATCHES; batch++) {
        const found = await products.list(filter, sort, limit + 1, after);
        const candidates = await withStock(found.slice(0, limit));
        for (const candidate of candidates) {
          const { product } = candidate;
          if (items.length === limit) return { items, nextCursor: cursors[sort].encode(after!) };
          after = positionOf(product, sort);
          const buyable = product.variants.some(({ sku }) => availableOf(candidate.stock, sku, now) > 0);
          if (inStock === undefined || buyable === inStock) items.push(candidate);
        }
        if (found.length <= limit) return { items, nextCursor: null };
        if (items.length === limit) break;
      }
      return { items, nextCursor: cursors[sort].encode(after!) };
    },
    async get(id) {
      const product = await products.find(id);
      if (!product) throw new AppError('PRODUCT_NOT_FOUND');
      return (await withStock([product]))[0]!;
    },
    getMany: async (ids) => withStock(await products.findMany(ids)),
  };
}
