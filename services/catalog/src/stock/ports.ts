import type { Tx } from '@chowk/messaging';
import type { Join } from '../join.ts';
import type { Adjustment, AdjustmentState } from './domain/adjustment.ts';
import type { LowStockAlert } from './domain/low-stock.ts';
import type { Line, Reservation, ReservationStatus } from './domain/reservation.ts';
import type { StockTurn } from './domain/stock-turn.ts';
import type { Hold, NewStockItem, Stock } from './domain/stock.ts';

/**
 * Stock rows, one per SKU. Every change is one conditional update of one row, so that changes of a much
 * wanted SKU queue up for microseconds; a transaction would keep the row locked over network hops and,
 * with enough buyers, take the connections that its own commit needs.
 */
export interface StockRepository {
  find(sku: string): Promise<Stock | undefined>;
  listByProducts(productIds: readonly string[]): Promise<Stock[]>;
  ofProduct: Join<Stock>;
  /**
   * Holds units if that many are free at `now`; whatever of this order and older attempts is on the row
   * gives way. False when there are too few, or a newer attempt, or the units are sold already.
   */
  claim(
    sku: string,
    hold: Omit<Hold, 'state'>,
    now: Date,
  ): Promise<{ claimed: boolean; low?: LowStockAlert | undefined }>;
  /** Turns this attempt's hold into sold units. False when there is none any more. Repeating changes nothing. */
  sell(
    sku: string,
    orderId: string,
    attempt: number,
    keepUntil: Date,
  ): Promise<{ sold: boolean; turn?: StockTurn | undefined }>;
  /** Takes whatever the order has on these rows, up to an attempt, off again; sold units too. */
  releaseHolds(skus: readonly string[], orderId: string, upToAttempt: number): Promise<void>;
  /** Forgets that units of these SKUs were sold to any of the orders; they stay allocated. */
  clearSoldMarkers(skus: readonly string[], orderIds: readonly string[]): Promise<void>;
  /** Takes sold units off `allocated`, once per order. */
  restock(sku: string, orderId: string, quantity: number, keepUntil: Date): Promise<StockTurn | undefined>;
  /**
   * Changes what is on hand, once per adjustment id.
   * False when fewer units would be left than are sold and reserved.
   */
  adjust(adjustment: Adjustment): Promise<{
    adjusted: boolean;
    low?: LowStockAlert | undefined;
    turn?: StockTurn | undefined;
  }>;
  hasAdjusted(sku: string, adjustmentId: string): Promise<boolean>;
  /** @throws AppError SKU_TAKEN */
  insertMany(items: readonly NewStockItem[], tx: Tx): Promise<void>;
  /** Inserts those whose SKU is new; returns how many. */
  insertMissing(rows: readonly Stock[]): Promise<number>;
  /** Turns noted before an instant that their products may not have heard of. */
  listTurns(before: Date, limit: number): Promise<StockTurn[]>;
  /** Notes a turn on each row that does not say rightly whether units are unsold; returns how many. */
  noteMissedTurns(): Promise<number>;
  /** Takes turns that were told off their rows, unless they turned again since. */
  clearTurns(turns: readonly StockTurn[]): Promise<void>;
  /** Puts exactly these SKUs of a product on sale, on rows that follow an older version of it. */
  setOnSale(productId: string, productVersion: number, skus: readonly string[]): Promise<void>;
  /** Takes all that a store sells off sale for good. */
  withdrawStore(storeId: string): Promise<void>;
}

/** Low-stock alerts: noted on the row by the update that crosses the threshold, then published once. */
export interface LowStockAlertRepository {
  /** Alerts older than an instant that were not published. */
  listUnpublished(before: Date, limit: number): Promise<LowStockAlert[]>;
  /** Marks an alert in the transaction that publishes it. False when it was before. */
  markPublished(alert: LowStockAlert, at: Date, tx: Tx): Promise<boolean>;
  /** Takes a published alert off its row. */
  clear(alert: LowStockAlert): Promise<void>;
}

/** The audit log of adjustments: written ahead, so that a crash leaves a `pending` row and no untold change. */
export interface AdjustmentRepository {
  /** Writes down what is about to be done, once per id; returns how far it came already. */
  begin(adjustment: Adjustment): Promise<AdjustmentState>;
  settle(id: string, state: AdjustmentState): Promise<void>;
  /** Adjustments that were begun before an instant and not settled. */
  listPending(before: Date, limit: number): Promise<Adjustment[]>;
}

export interface ReservationRepository {
  find(orderId: string): Promise<Reservation | undefined>;
  /** The order's reservation; a new one, `reserving`, if it had none. */
  open(orderId: string, lines: readonly Line[], expiresAt: Date, now: Date): Promise<Reservation>;
  /** Closes an order that has none yet. Undefined when it has one by now. */
  openReleased(orderId: string, now: Date): Promise<Reservation | undefined>;
  /**
   * Moves to another status unless somebody else moved it since it was read: then undefined.
   * @throws Error for a move that is not in the table
   */
  move(
    from: Reservation,
    to: { status: ReservationStatus; attempt?: number; expiresAt?: Date },
    now: Date,
  ): Promise<Reservation | undefined>;
  /** Whether any of these orders may give up again while acquiring several holds, or is giving back. */
  hasAnyUnsettled(orderIds: readonly string[], now: Date): Promise<boolean>;
  /** Reservations whose time ran out before an instant. */
  listOverdue(before: Date, limit: number): Promise<Reservation[]>;
  /** Reservations that have been giving back since before an instant. */
  listStuckRestocking(before: Date, limit: number): Promise<Reservation[]>;
}

/** What products do when SKUs of theirs sold out or have units again; it can be repeated. */
export type StockTurned = (productId: string) => Promise<void>;
