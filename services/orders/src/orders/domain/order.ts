import type { Money } from '@chowk/money';
import type { PricedLine, Totals } from '../../pricing/domain/priced-cart.ts';
import { assertMove, type ActorKind, type OrderStatus } from './order-status.ts';

export const PAYMENT_METHODS = ['wallet', 'razorpay', 'stripe', 'paypal', 'cod'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** Methods that are paid at a provider, where the customer goes and comes back later. */
const PROVIDER_METHODS: readonly PaymentMethod[] = ['razorpay', 'stripe', 'paypal'];
export const isPaidAtProvider = (method: PaymentMethod): boolean => PROVIDER_METHODS.includes(method);

/** How far the payment of an order has come. */
export const PAYMENT_STATUSES = ['pending', 'authorised', 'captured', 'voided', 'refunded'] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** From where a payment comes to a status. Steps may be repeated late, and must not set it back. */
export const PAYMENT_FROM: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  pending: [],
  authorised: ['pending'],
  captured: ['pending', 'authorised'],
  voided: ['pending', 'authorised'],
  refunded: ['pending', 'authorised', 'captured', 'voided'],
};

export interface DeliveryAddress {
  name: string;
  line1: string;
  city: string;
  state: string;
  pincode: string;
  phone: string;
}

/** An article as it was sold: nothing of it changes when catalog changes. */
export interface OrderLine extends PricedLine {
  /** What the cart had shown; goes back with the line when the order fails. */
  quotedPrice: Money;
}

export interface Actor {
  kind: ActorKind;
  userId?: string;
}

interface TrackingEntry {
  status: OrderStatus;
  at: Date;
  actor: Actor;
  note?: string;
}

export interface Order {
  id: string;
  /** For people; not an invoice number, and not an identity. */
  number: string;
  userId: string;
  status: OrderStatus;
  /** Grows by one with each change of status. */
  version: number;
  lines: OrderLine[];
  stores: Array<{ storeId: string; name: string; goods: Money; deliveryFee: Money }>;
  totals: Totals;
  address: DeliveryAddress;
  notes?: string;
  payment: { id: string; method: PaymentMethod; status: PaymentStatus };
  /** Prices that differ from what the cart had shown. */
  priceChanges: Array<{ itemId: string; from: Money; to: Money }>;
  tracking: TrackingEntry[];
  createdAt: Date;
  /** The commit point; an order without it never came about. */
  placedAt?: Date;
  /** Why the checkout turned back: the code of the refusal or failure. */
  failure?: string;
}

/** A move of an order that is allowed and not yet stored. */
export interface Move {
  from: OrderStatus;
  to: OrderStatus;
  version: number;
  entry: TrackingEntry;
}

/** @throws AppError ILLEGAL_TRANSITION whose details name the allowed statuses */
export function move(order: Order, to: OrderStatus, actor: Actor, at: Date, note?: string): Move {
  assertMove(order.status, to, actor.kind);
  return {
    from: order.status,
    to,
    version: order.version + 1,
    entry: { status: to, at, actor, ...(note !== undefined && { note }) },
  };
}

const suffix = (orderId: string): string => orderId.slice(orderId.indexOf('_') + 1);

/** Ids of what neighbours keep for an order follow from its own: a repeated step meets its own traces. */
export const paymentIdOf = (orderId: string): string => `pay_${suffix(orderId)}`;
export const refundIdOf = (orderId: string): string => `rfd_${suffix(orderId)}`;

/** `CH-20260115-7KQ4M2XV`: day in UTC and the end of the ULID, which differs also within a millisecond. */
export const orderNumber = (orderId: string, at: Date): string =>
  `CH-${at.toISOString().slice(0, 10).replaceAll('-', '')}-${suffix(orderId).slice(-8)}`;

/** Units to reserve; an article that stands in two lines is asked for once. */
export function reservationLines(order: Order): Array<{ sku: string; quantity: number }> {
  const bySku = new Map<string, number>();
  for (const { sku, quantity } of order.lines) bySku.set(sku, (bySku.get(sku) ?? 0) + quantity);
  return [...bySku].map(([sku, quantity]) => ({ sku, quantity }));
}
