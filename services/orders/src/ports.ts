import type { Money } from '@chowk/money';
import type { Product, Store } from './cart/domain/pricing.ts';

/** What orders asks of catalog. Calls throw AppError: catalog's own codes, UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT. */
export interface Catalog {
  /** By id; unknown and deleted ones are left out. */
  products(ids: readonly string[]): Promise<Map<string, Product>>;
  stores(ids: readonly string[]): Promise<Map<string, Store>>;
  /** All lines or none, idempotent by order. OUT_OF_STOCK, RESERVATION_MISMATCH, RESERVATION_CLOSED. */
  reserve(
    orderId: string,
    lines: Array<{ sku: string; quantity: number }>,
    ttlSeconds: number,
  ): Promise<void>;
  /** RESERVATION_NOT_FOUND, RESERVATION_CLOSED. */
  commit(orderId: string): Promise<void>;
  /** Idempotent; with `restock` also what was committed comes back. */
  release(orderId: string, options: { restock: boolean }): Promise<void>;
}

/** What orders asks of wallet. Calls throw AppError, as above. */
export interface Wallet {
  /** Holds money, idempotent by payment id. INSUFFICIENT_FUNDS, PAYMENT_MISMATCH, PAYMENT_CLOSED. */
  authorize(payment: {
    paymentId: string;
    userId: string;
    amount: Money;
    reference: string;
    holdSeconds: number;
  }): Promise<void>;
  /** PAYMENT_NOT_FOUND, PAYMENT_CLOSED. */
  capture(paymentId: string): Promise<void>;
  /** PAYMENT_CLOSED when already captured. */
  void(paymentId: string, reason: string): Promise<void>;
  /** Idempotent by refund id. PAYMENT_NOT_FOUND, REFUND_EXCEEDS_CAPTURED, REFUND_MISMATCH. */
  refund(refund: { refundId: string; paymentId: string; amount: Money; reason: string }): Promise<void>;
}
