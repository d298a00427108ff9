import type { Capability, Chassis } from '@chowk/chassis';
import type { Tx } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { Config } from '../config.ts';
import type { StoresApi } from '../stores/stores.ts';
import type { Join } from '../join.ts';
import { createDeferredBatch } from './deferred-batch.ts';
import type { Reservation } from './domain/reservation.ts';
import type { StockTurn } from './domain/stock-turn.ts';
import type { NewStockItem, Stock } from './domain/stock.ts';
import { inventoryRoutes } from './http/inventory.routes.ts';
import { adjustmentModel } from './persistence/adjustment.model.ts';
import { createAdjustmentRepository } from './persistence/adjustment.repository.ts';
import { publishedAlertModel } from './persistence/low-stock-alert.model.ts';
import { createLowStockAlertRepository } from './persistence/low-stock-alert.repository.ts';
import { reservationModel } from './persistence/reservation.model.ts';
import { createReservationRepository } from './persistence/reservation.repository.ts';
import { stockModel } from './persistence/stock.model.ts';
import { createStockRepository } from './persistence/stock.repository.ts';
import type { StockTurned } from './ports.ts';
import { createRecentReservations } from './recent-reservations.ts';
import { sweepTask } from './sweep-task.ts';
import { createAcquireHolds } from './use-cases/acquire-holds.ts';
import { createAdjustStock } from './use-cases/adjust-stock.ts';
import { createCommitStock, type CommitStock } from './use-cases/commit-stock.ts';
import { createExpireReservations } from './use-cases/expire-reservations.ts';
import { createPublishLowStock } from './use-cases/publish-low-stock.ts';
import { createPublishMissedAlerts } from './use-cases/publish-missed-alerts.ts';
import { createReleaseStock, type ReleaseStock } from './use-cases/release-stock.ts';
import { createReserveStock, type ReserveStock } from './use-cases/reserve-stock.ts';
import { createResumeRestocks } from './use-cases/resume-restocks.ts';
import { createSettleAdjustments } from './use-cases/settle-adjustments.ts';
import { createRequireManagedStock } from './use-cases/stock-access.ts';
import type { Sweep } from './use-cases/sweep.ts';
import { createTellMissedTurns } from './use-cases/tell-missed-turns.ts';
import { createTellTurns } from './use-cases/tell-turns.ts';

/** Most orders whose marks are taken off rows in one command: their rows are locked together for that long. */
const MOST_ORDERS = 200;

const DAY_MS = 24 * 3600 * 1000;

/** What other capabilities, and orders, do with the stock. */
export interface StockApi {
  listByProducts(productIds: readonly string[]): Promise<Stock[]>;
  /** How a question about products brings their stock along; its `localField` has a product's id. */
  ofProduct: Join<Stock>;
  /** Puts new SKUs on sale. @throws AppError SKU_TAKEN */
  add(items: readonly NewStockItem[], tx: Tx): Promise<void>;
  /**
   * Puts exactly the SKUs of a version of a product on sale; rows that follow a newer one stay as they are.
   * Not for a transaction: the rows are much wanted.
   */
  setOnSale(productId: string, productVersion: number, skus: readonly string[]): Promise<void>;
  /** Takes all that a store sells off sale for good. */
  withdrawStore(storeId: string): Promise<void>;
  /** Adds those whose SKU is new, as they are: for demo data. Returns how many. */
  addMissing(rows: readonly Stock[]): Promise<number>;
  reserve: ReserveStock;
  commit: CommitStock;
  release: ReleaseStock;
}

/** How many there are of each SKU, and for whom. ADR 6 says why and how. */
export function composeStock(
  deps: Pick<Chassis, 'connection' | 'outbox' | 'idempotency'> & {
    config: Config;
    clock: Clock;
    logger: Logger;
    stores: StoresApi;
    onStockTurned: StockTurned;
  },
): Capability<StockApi> {
  const { connection, outbox, idempotency, config, clock, logger, stores, onStockTurned } = deps;
  const stock = createStockRepository(connection);
  const alerts = createLowStockAlertRepository(connection);
  const adjustments = createAdjustmentRepository(connection);
  const reservations = createReservationRepository(connection, config.RESERVATION_KEEP_DAYS);

  const markerKeepMs = config.STOCK_MARKER_KEEP_DAYS * DAY_MS;
  const recent = createRecentReservations();
  const publishLowStock = createPublishLowStock({ outbox, alerts, clock, logger });
  const tellTurns = createTellTurns({ stock, onStockTurned, logger });
  const deferred = { delayMs: config.STOCK_TIDY_DELAY_MS, logger };
  const soldMarkers = createDeferredBatch<Reservation>({
    ...deferred,
    name: 'clear sold markers',
    maxItems: MOST_ORDERS,
    run: (sold) =>
      stock.clearSoldMarkers(
        // Everybody in one order, so that two batches do not wait for each other's rows.
        [...new Set(sold.flatMap(({ lines }) => lines.map(({ sku }) => sku)))].sort(),
        sold.map(({ orderId }) => orderId),
      ),
  });
  const turns = createDeferredBatch<StockTurn>({
    ...deferred,
    name: 'tell products of their stock',
    maxItems: 1_000,
    run: tellTurns,
  });
  const onTurned = (turn: StockTurn): void => turns.add(turn.sku, turn);
  const acquireHolds = createAcquireHolds({
    reservations,
    stock,
    publishLowStock,
    clock,
    claimTimeoutMs: config.RESERVATION_PATIENCE_MS,
  });
  const release = createReleaseStock({ reservations, stock, onTurned, clock, markerKeepMs });
  const requireManagedStock = createRequireManagedStock({ stock, stores });

  const task = (name: string, sweep: Sweep) =>
    sweepTask({
      name,
      sweep,
      everyMs: config.STOCK_SWEEP_INTERVAL_MS,
      graceMs: config.STOCK_SWEEP_GRACE_MS,
      clock,
      logger,
    });

  return {
    name: 'stock',
    api: {
      listByProducts: (productIds) => stock.listByProducts(productIds),
      ofProduct: stock.ofProduct,
      add: (items, tx) => stock.insertMany(items, tx),
      setOnSale: (productId, version, skus) => stock.setOnSale(productId, version, skus),
      withdrawStore: (storeId) => stock.withdrawStore(storeId),
      addMissing: (rows) => stock.insertMissing(rows),
      reserve: createReserveStock({ reservations, acquireHolds, recent, clock }),
      commit: createCommitStock({
        reservations,
        stock,
        acquireHolds,
        recent,
        onCommitted: (reservation) => soldMarkers.add(reservation.orderId, reservation),
        onTurned,
        clock,
        markerKeepMs,
      }),
      release,
    },
    collections: [
      stockModel(connection),
      adjustmentModel(connection),
      publishedAlertModel(connection),
      reservationModel(connection),
    ],
    routes: inventoryRoutes({
      requireManagedStock,
      adjustStock: createAdjustStock({
        ...{ stock, adjustments, requireManagedStock, publishLowStock, tellTurns, clock },
      }),
      idempotency,
      clock,
    }),
    tasks: [
      task('expire reservations', createExpireReservations({ reservations, stock, clock })),
      task('resume restocks', createResumeRestocks({ reservations, releaseStock: release })),
      task('publish missed low-stock alerts', createPublishMissedAlerts({ alerts, publishLowStock })),
      task('settle adjustments', createSettleAdjustments({ adjustments, stock })),
      task('tell missed turns of stock', createTellMissedTurns({ stock, tellTurns })),
      {
        name: 'note missed turns of stock',
        everyMs: config.STOCK_REPAIR_INTERVAL_MS,
        run: async () => {
          const found = await stock.noteMissedTurns();
          if (found > 0) logger.warn({ found }, 'stock did not say rightly whether it is sold out');
        },
      },
    ],
    async stop() {
      await soldMarkers.stop();
      await turns.stop();
    },
  };
}
