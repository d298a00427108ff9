import type { Tx } from '@chowk/messaging';
import type { Line, Reservation, ReservationStatus } from './domain/reservation.ts';
import type { Hold, Stock } from './domain/stock.ts';

/** Sellable units fell to the threshold or below; still to be told. */
export interface LowNotice {
  /** Unique per crossing. */
  id: string;
  sku: string;
  productId: string;
  storeId: string;
  available: number;
  threshold: number;
}

export interface Adjustment {
  id: string;
  sku: string;
  delta: number;
  reason: string;
  userId: string;
  at: Date;
}

export type AdjustmentState = 'pending' | 'applied' | 'refused';

/** An article that goes on sale. */
export interface NewArticle {
  sku: string;
  productId: string;
  storeId: string;
  onHand: number;
  threshold: number;
}

/**
 * Stock rows, one per SKU. Every change is one conditional update of one row, so that changes of a much
 * wanted article queue up for microseconds; a transaction would keep the row locked over network hops and,
 * with enough buyers, take the connections that its own commit needs.
 */
export interface StockLedger {
  find(sku: string): Promise<Stock | undefined>;
  findMany(skus: readonly string[]): Promise<Stock[]>;
  ofProducts(productIds: readonly string[]): Promise<Stock[]>;
  /**
   * Holds units if that many are free at `now`; whatever of this order and older attempts is on the row
   * gives way. False when there are too few, or a newer attempt, or the units are sold already.
   */
  claim(
    sku: string,
    hold: Omit<Hold, 'state'>,
    now: Date,
  ): Promise<{ claimed: boolean; low?: LowNotice | undefined }>;
  /** Turns this attempt's hold into sold units. False when there is none any more. Repeating changes nothing. */
  sell(sku: string, orderId: string, attempt: number, keepUntil: Date): Promise<boolean>;
  /** Takes whatever the order has on these rows, up to an attempt, off again; sold units too. */
  drop(skus: readonly string[], orderId: string, upToAttempt: number): Promise<void>;
  /** Forgets that units were sold to the order; they stay allocated. */
  forgetSold(skus: readonly string[], orderId: string): Promise<void>;
  /** Takes sold units off `allocated`, once per order. */
  giveBack(sku: string, orderId: string, quantity: number, keepUntil: Date): Promise<void>;
  /**
   * Changes what is on hand, once per adjustment id.
   * False when fewer units would be left than are sold and reserved.
   */
  adjust(adjustment: Adjustment): Promise<{ adjusted: boolean; low?: LowNotice | undefined }>;
  hasAdjusted(sku: string, adjustmentId: string): Promise<boolean>;
  /** @throws AppError SKU_TAKEN */
  open(articles: readonly NewArticle[], tx: Tx): Promise<void>;
  /** Puts exactly these articles of a product on sale. */
  setOnSale(productId: string, skus: readonly string[]): Promise<void>;
  withdrawStore(storeId: string): Promise<void>;
  /** Notices older than an instant that were not told. */
  untoldNotices(before: Date, limit: number): Promise<LowNotice[]>;
  /** Makes a notice told in the transaction that tells it. False when it was before. */
  markTold(notice: LowNotice, tx: Tx): Promise<boolean>;
  clearNotice(notice: LowNotice): Promise<void>;
}

/** The audit log of adjustments: written ahead, so that a crash leaves a `pending` row and no untold change. */
export interface Adjustments {
  /** Writes down what is about to be done, once per id; returns how far it came already. */
  begin(adjustment: Adjustment): Promise<AdjustmentState>;
  settle(id: string, state: AdjustmentState): Promise<void>;
  /** Adjustments that were begun before an instant and not settled. */
  pending(before: Date, limit: number): Promise<Adjustment[]>;
}

export interface Reservations {
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
  /** Whether any of these orders may give up again while gathering several articles, or is giving back. */
  anyUnsettled(orderIds: readonly string[], now: Date): Promise<boolean>;
  /** Reservations whose time ran out before an instant. */
  overdue(before: Date, limit: number): Promise<Reservation[]>;
  /** Reservations that have been giving back since before an instant. */
  stuckRestocking(before: Date, limit: number): Promise<Reservation[]>;
}
