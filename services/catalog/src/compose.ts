import { openChassis } from '@chowk/chassis';
import type { ServiceAddresses, ServiceContext } from '@chowk/runtime/lifecycle';
import { categoryRoutes } from './categories/categories.routes.ts';
import { createCategories } from './categories/store/category.repository.ts';
import { createEditCategories } from './categories/use-cases/edit-categories.ts';
import type { Config } from './config.ts';
import { catalogServer } from './grpc/catalog.server.ts';
import type { Clock } from './ports.ts';
import { productRoutes } from './products/products.routes.ts';
import { createProducts } from './products/store/product.repository.ts';
import { createBrowseProducts } from './products/use-cases/browse-products.ts';
import { createEditProducts } from './products/use-cases/edit-products.ts';
import { inventoryRoutes } from './stock/inventory.routes.ts';
import { createReservations } from './stock/store/reservation.repository.ts';
import { createAdjustments, createStockLedger } from './stock/store/stock.repository.ts';
import { startSweeper } from './stock/sweeper.ts';
import { createManageStock } from './stock/use-cases/adjust-stock.ts';
import { createAnnounceLowStock } from './stock/use-cases/announce-low-stock.ts';
import { createCommitStock } from './stock/use-cases/commit-stock.ts';
import { createGatherUnits } from './stock/use-cases/gather-units.ts';
import { createReleaseStock } from './stock/use-cases/release-stock.ts';
import { createReserveStock } from './stock/use-cases/reserve-stock.ts';
import { createTidyStock } from './stock/use-cases/tidy-stock.ts';
import { collections } from './store/migrations/0001-collections.ts';
import { createStores } from './stores/store/store.repository.ts';
import { storeRoutes } from './stores/stores.routes.ts';
import { createBrowseStores } from './stores/use-cases/browse-stores.ts';
import { createEditStores } from './stores/use-cases/edit-stores.ts';

const DAY_MS = 24 * 3600 * 1000;

/** Builds the service. Tests may bring a clock of their own. */
export async function compose(
  context: ServiceContext<Config>,
  clock: Clock = () => new Date(),
): Promise<ServiceAddresses> {
  const { config, logger, shutdown } = context;
  const chassis = await openChassis('catalog', context, [collections]);
  const { connection, outbox, idempotency } = chassis;

  const categories = createCategories(connection);
  const stores = createStores(connection);
  const products = createProducts(connection);
  const stock = createStockLedger(connection);
  const adjustments = createAdjustments(connection);
  const reservations = createReservations(connection, config.RESERVATION_KEEP_DAYS);

  const cursorSecret = config.CURSOR_SECRET;
  const browseStores = createBrowseStores({ stores, categories, cursorSecret });
  const browseProducts = createBrowseProducts({ products, stores, categories, stock, cursorSecret, clock });

  const markerKeepMs = config.STOCK_MARKER_KEEP_DAYS * DAY_MS;
  const announceLow = createAnnounceLowStock({ outbox, stock, logger });
  const gather = createGatherUnits({
    reservations,
    stock,
    announceLow,
    clock,
    patienceMs: config.RESERVATION_PATIENCE_MS,
  });
  const release = createReleaseStock({ reservations, stock, clock, markerKeepMs });

  const tidy = createTidyStock({
    reservations,
    stock,
    adjustments,
    release,
    announceLow,
    clock,
    graceMs: config.STOCK_SWEEP_GRACE_MS,
  });
  const sweeper = startSweeper({ tidy, everyMs: config.STOCK_SWEEP_INTERVAL_MS, logger });
  shutdown.add('stock sweeper', () => sweeper.stop());

  const grpcPort = await chassis.serveGrpc(
    'catalog',
    catalogServer({
      products: browseProducts,
      stores: browseStores,
      reserve: createReserveStock({ reservations, gather, clock }),
      commit: createCommitStock({ reservations, stock, gather, clock, markerKeepMs }),
      release,
      clock,
      limits: {
        ids: config.GRPC_MAX_IDS,
        lines: config.RESERVATION_MAX_LINES,
        quantity: config.RESERVATION_MAX_QUANTITY,
        ttlSeconds: config.RESERVATION_MAX_TTL_SECONDS,
      },
    }),
  );

  const http = await chassis.serveHttp([
    ...categoryRoutes({ categories, edit: createEditCategories({ categories, outbox, idempotency }) }),
    ...storeRoutes({
      browse: browseStores,
      edit: createEditStores({ stores, categories, products, stock, idempotency, clock }),
      clock,
      maxRadiusMetres: config.NEARBY_MAX_RADIUS_METRES,
    }),
    ...productRoutes({
      browse: browseProducts,
      edit: createEditProducts({
        products,
        stores,
        categories,
        stock,
        outbox,
        idempotency,
        clock,
        lowStockThreshold: config.STOCK_LOW_THRESHOLD,
      }),
      clock,
      maxVariants: config.PRODUCT_MAX_VARIANTS,
    }),
    ...inventoryRoutes({
      manage: createManageStock({ stock, stores, adjustments, announceLow, idempotency, clock }),
      clock,
    }),
  ]);
  return { httpPort: http.port, grpcPort };
}
