import { isDeepStrictEqual } from 'node:util';
import {
  collectionOf,
  found,
  razorpayId,
  toNotes,
  unixSeconds,
  type RazorpayCollection,
  type RazorpayPayment,
  type RazorpayRefund,
} from './razorpay-entities.ts';
import { RazorpayError } from './razorpay-errors.ts';
import type { RazorpayEvent } from './razorpay-event.ts';
import { type CreateRefund } from './razorpay.schemas.ts';

/** What parts of an account need of it. */
export interface AccountParts {
  /** The payment itself, not a copy. @throws RazorpayError */
  payment(id: string): RazorpayPayment;
  announce(
    event: RazorpayEvent['event'],
    payment: RazorpayPayment,
    others: Omit<RazorpayEvent['entities'], 'payment'>,
  ): void;
}

interface KeyedRefund {
  readonly paymentId: string;
  readonly request: CreateRefund;
  readonly refund: RazorpayRefund;
}

/** The refunds of one account, made through the API or in the dashboard. */
export class RazorpayRefunds {
  readonly #account: AccountParts;
  readonly #refunds = new Map<string, RazorpayRefund>();
  readonly #keyed = new Map<string, KeyedRefund>();

  constructor(account: AccountParts) {
    this.#account = account;
  }

  clear(): void {
    this.#refunds.clear();
    this.#keyed.clear();
  }

  find(id: string): RazorpayRefund {
    return { ...found(this.#refunds.get(id)) };
  }

  of(paymentId: string): RazorpayCollection<RazorpayRefund> {
    const { id } = this.#account.payment(paymentId);
    return collectionOf(
      [...this.#refunds.values()].filter((it) => it.payment_id === id).map((it) => ({ ...it })),
    );
  }

  /**
   * Refunds part or, without an amount, all of what is left; the sum never exceeds the captured amount.
   * @param idempotencyKey `X-Refund-Idempotency`: the same key and request get the same refund again
   */
  create(paymentId: string, request: CreateRefund, idempotencyKey?: string): RazorpayRefund {
    const earlier = idempotencyKey === undefined ? undefined : this.#keyed.get(idempotencyKey);
    if (earlier) {
      if (earlier.paymentId === paymentId && isDeepStrictEqual(earlier.request, request))
        return { ...earlier.refund };
      throw new RazorpayError('Different request with the same idempotency key has already been processed.');
    }
    const payment = this.#account.payment(paymentId);
    const left = payment.amount - payment.amount_refunded;
    const amount = request.amount ?? left;
    assertRefundable(payment, amount, left);
    const refund: RazorpayRefund = {
      id: `rfnd_${razorpayId()}`,
      entity: 'refund',
      amount,
      currency: payment.currency,
      payment_id: payment.id,
      notes: toNotes(request.notes),
      receipt: request.receipt ?? null,
      acquirer_data: { arn: null },
      created_at: unixSeconds(),
      batch_id: null,
      status: 'processed',
      speed_processed: request.speed === 'optimum' ? 'instant' : 'normal',
      speed_requested: request.speed,
    };
    this.#refunds.set(refund.id, refund);
    if (idempotencyKey !== undefined) this.#keyed.set(idempotencyKey, { paymentId, request, refund });
    payment.amount_refunded += amount;
    payment.refund_status = amount === left ? 'full' : 'partial';
    if (amount === left) payment.status = 'refunded';
    this.#account.announce('refund.processed', payment, { refund: { ...refund } });
    return { ...refund };
  }
}

/** @throws RazorpayError */
function assertRefundable(payment: RazorpayPayment, amount: number, left: number): void {
  if (!payment.captured) {
    throw new RazorpayError('The payment status should be captured for action to be taken');
  }
  if (left === 0) throw new RazorpayError('The payment has been fully refunded already');
  if (amount > payment.amount) {
    throw new RazorpayError('The refund amount provided is greater than amount captured', {
      field: 'amount',
    });
  }
  if (amount > left) {
    throw new RazorpayError('The total refund amount is greater than the refund payment amount', {
      field: 'amount',
    });
  }
}
