import type { Capability, Chassis } from '@chowk/chassis';
import { handleJob } from '@chowk/jobs';
import type { Tx } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { CategoriesApi } from '../categories/categories.ts';
import type { Config } from '../config.ts';
import type { StockApi } from '../stock/stock.ts';
import type { StoresApi } from '../stores/stores.ts';
import type { Offer } from './domain/offer.ts';
import type { StockedProduct } from './domain/stocked-product.ts';
import { productRoutes } from './http/products.routes.ts';
import { syncOnSaleJob } from './jobs.ts';
import { productModel } from './persistence/product.model.ts';
import { createProductRepository } from './persistence/product.repository.ts';
import { createAttachStock } from './use-cases/attach-stock.ts';
import { createCreateProduct } from './use-cases/create-product.ts';
import { createDeleteProduct } from './use-cases/delete-product.ts';
import { createGetProduct } from './use-cases/get-product.ts';
import { createListProducts } from './use-cases/list-products.ts';
import { createRequireManagedProduct } from './use-cases/product-access.ts';
import { createResolveProductFilter } from './use-cases/resolve-product-filter.ts';
import { createSyncInStock, type SyncInStock } from './use-cases/sync-in-stock.ts';
import { createSyncOnSale } from './use-cases/sync-on-sale.ts';
import { createUpdateProduct } from './use-cases/update-product.ts';
import { createKeepCategory, createValidateProduct } from './use-cases/validate-product.ts';

/** Most products that one look for those without a word on their stock sets right. */
const REPAIRED_AT_ONCE = 1_000;

/** What other capabilities, and other services, may ask of products. */
export interface ProductsApi {
  /** Those that exist, with their stock, in no order. */
  getProducts(ids: readonly string[]): Promise<StockedProduct[]>;
  /**
   * Those that exist, with their stock and stores as they are now, in no order. One command whatever the number, and
   * no cache: what a price is, the very next question knows on every replica.
   */
  getOffers(ids: readonly string[]): Promise<Offer[]>;
  /** Takes off sale for good what a store sells. */
  deleteOfStore(storeId: string, at: Date): Promise<void>;
  usesCategory(categoryId: string, tx: Tx): Promise<boolean>;
  /** Adds those whose id is new, as they are: for demo data. Returns how many. */
  addMissing(products: readonly StockedProduct[]): Promise<number>;
  /** Has a product follow a turn of its stock. */
  syncInStock: SyncInStock;
}

/** What is on sale: products with their variants and prices. */
export function composeProducts(
  deps: Pick<Chassis, 'connection' | 'outbox' | 'idempotency'> & {
    config: Config;
    clock: Clock;
    categories: CategoriesApi;
    stores: StoresApi;
    stock: StockApi;
  },
): Capability<ProductsApi> {
  const { connection, outbox, idempotency, config, clock, categories, stores, stock } = deps;
  const products = createProductRepository(connection, {
    stockOfProduct: stock.ofProduct,
    storeOfId: stores.ofId,
  });
  const attachStock = createAttachStock({ stock });
  const requireManagedProduct = createRequireManagedProduct({ products, stores });
  const validateProduct = createValidateProduct({ categories, maxVariants: config.PRODUCT_MAX_VARIANTS });
  const keepCategory = createKeepCategory({ categories });
  const syncInStock = createSyncInStock({ products, stock });
  const syncOnSale = createSyncOnSale({ products, stock, syncInStock });
  const defaultThreshold = config.STOCK_LOW_THRESHOLD;
  return {
    name: 'products',
    api: {
      getProducts: async (ids) => attachStock(await products.findMany(ids)),
      getOffers: async (ids) => (ids.length === 0 ? [] : products.findOffers(ids)),
      deleteOfStore: (storeId, at) => products.deleteOfStore(storeId, at),
      usesCategory: (categoryId, tx) => products.hasAnyInCategory(categoryId, tx),
      addMissing: (items) => products.insertMissing(items),
      syncInStock,
    },
    collections: [productModel(connection)],
    tasks: [
      {
        name: 'look at the stock of products that say nothing of it',
        everyMs: config.STOCK_REPAIR_INTERVAL_MS,
        async run(signal) {
          for (const id of await products.listWithoutInStock(REPAIRED_AT_ONCE)) {
            signal.throwIfAborted();
            await syncInStock(id);
          }
        },
      },
    ],
    jobs: [handleJob(syncOnSaleJob, { run: ({ productId }) => syncOnSale(productId) })],
    routes: productRoutes({
      resolveProductFilter: createResolveProductFilter({ categories, stores }),
      listProducts: createListProducts({ products, attachStock }),
      getProduct: createGetProduct({ products, attachStock }),
      createProduct: createCreateProduct({
        products,
        stores,
        stock,
        validateProduct,
        keepCategory,
        clock,
        defaultThreshold,
      }),
      updateProduct: createUpdateProduct({
        products,
        stock,
        stores,
        requireManagedProduct,
        validateProduct,
        keepCategory,
        syncInStock,
        outbox,
        defaultThreshold,
      }),
      deleteProduct: createDeleteProduct({
        ...{ products, outbox, syncOnSale, requireManagedProduct, clock },
      }),
      idempotency,
      cursorSigner: config.CURSOR_SECRET.signer('catalog cursors', 16),
      clock,
    }),
  };
}
