import { isDeepStrictEqual } from 'node:util';
import {
  instrumentFields,
  razorpayId,
  type Notes,
  type RazorpayCollection,
  type RazorpayOrder,
  type RazorpayPayment,
  type RazorpayRefund,
} from './razorpay-entities.ts';
import { RazorpayError } from './razorpay-errors.ts';
import type { RazorpayEvent } from './razorpay-event.ts';
import { type Capture, type CreateOrder, type CreateRefund, type Pay } from './razorpay.schemas.ts';

interface StoredOrder {
  readonly entity: RazorpayOrder;
  readonly captureByHand: boolean;
}

interface KeyedRefund {
  readonly paymentId: string;
  readonly request: CreateRefund;
  readonly refund: RazorpayRefund;
}

// 2 % and 18 % GST on it, as in Razorpay's samples: 236 with tax 36 on 10,000.
const FEE_PERCENT = 2;
const GST_PERCENT = 18;

/**
 * One merchant's account at Razorpay, in memory. Methods finish synchronously, so parallel requests cannot
 * interleave. Entities handed out are copies. Throws {@link RazorpayError} with Razorpay's descriptions.
 */
export class RazorpayAccount {
  readonly #orders = new Map<string, StoredOrder>();
  readonly #payments = new Map<string, RazorpayPayment>();
  readonly #refunds = new Map<string, RazorpayRefund>();
  readonly #keyedRefunds = new Map<string, KeyedRefund>();
  readonly #emit: (event: RazorpayEvent) => void;

  constructor(emit: (event: RazorpayEvent) => void) {
    this.#emit = emit;
  }

  clear(): void {
    for (const map of [this.#orders, this.#payments, this.#refunds, this.#keyedRefunds]) map.clear();
  }

  createOrder(request: CreateOrder): RazorpayOrder {
    const entity: RazorpayOrder = {
      id: `order_${razorpayId()}`,
      entity: 'order',
      amount: request.amount,
      amount_paid: 0,
      amount_due: request.amount,
      currency: request.currency,
      receipt: request.receipt ?? null,
      offer_id: null,
      status: 'created',
      attempts: 0,
      notes: toNotes(request.notes),
      created_at: now(),
    };
    const captureByHand =
      request.payment !== undefined
        ? request.payment.capture === 'manual'
        : request.payment_capture !== undefined && Number(request.payment_capture) === 0;
    this.#orders.set(entity.id, { entity, captureByHand });
    return { ...entity };
  }

  order(orderId: string): RazorpayOrder {
    return { ...this.#storedOrder(orderId).entity };
  }

  payment(paymentId: string): RazorpayPayment {
    return { ...this.#storedPayment(paymentId) };
  }

  payments(): RazorpayPayment[] {
    return [...this.#payments.values()].map((payment) => ({ ...payment }));
  }

  paymentsOf(orderId: string): RazorpayCollection<RazorpayPayment> {
    const { id } = this.#storedOrder(orderId).entity;
    const items = this.payments().filter((payment) => payment.order_id === id);
    return { entity: 'collection', count: items.length, items };
  }

  refund(refundId: string): RazorpayRefund {
    return { ...found(this.#refunds.get(refundId)) };
  }

  /** The buyer pays in the checkout. A paid order cannot be paid again; a failed attempt can be repeated. */
  pay(orderId: string, request: Pay): RazorpayPayment {
    const { entity: order, captureByHand } = this.#storedOrder(orderId);
    if (order.status === 'paid') throw new RazorpayError('This order has already been paid.');
    const outcome = request.outcome ?? (captureByHand ? 'authorized' : 'captured');
    const failed = outcome === 'failed';
    const payment: RazorpayPayment = {
      id: `pay_${razorpayId()}`,
      entity: 'payment',
      amount: request.amount ?? order.amount_due,
      currency: order.currency,
      status: failed ? 'failed' : 'authorized',
      order_id: order.id,
      invoice_id: null,
      international: false,
      method: request.method,
      amount_refunded: 0,
      refund_status: null,
      captured: false,
      description: null,
      ...instrumentFields(request.method),
      email: 'buyer@example.com',
      contact: '+919999999999',
      notes: order.notes,
      fee: null,
      tax: null,
      error_code: failed ? 'BAD_REQUEST_ERROR' : null,
      error_description: failed ? 'Your payment was declined by the bank. Try another payment method.' : null,
      error_source: failed ? 'bank' : null,
      error_step: failed ? 'payment_authorization' : null,
      error_reason: failed ? 'payment_failed' : null,
      created_at: now(),
    };
    this.#payments.set(payment.id, payment);
    order.attempts += 1;
    order.status = 'attempted';
    this.#announce(failed ? 'payment.failed' : 'payment.authorized', payment);
    if (outcome === 'captured') this.#captureNow(payment, order);
    return { ...payment };
  }

  capture(paymentId: string, request: Capture): RazorpayPayment {
    const payment = this.#storedPayment(paymentId);
    const { entity: order } = this.#storedOrder(payment.order_id);
    if (payment.captured) throw new RazorpayError('This payment has already been captured');
    if (payment.status !== 'authorized') {
      throw new RazorpayError(
        'Only payments which have been authorized and not yet captured can be captured',
      );
    }
    if (order.status === 'paid') throw new RazorpayError('This order has already been paid.');
    if (request.currency !== undefined && request.currency !== payment.currency) {
      throw new RazorpayError('Capture request currency must be same as payment currency', {
        field: 'currency',
      });
    }
    if (request.amount !== payment.amount) {
      throw new RazorpayError('Capture amount must be equal to the amount authorized', { field: 'amount' });
    }
    this.#captureNow(payment, order);
    return { ...payment };
  }

  /**
   * Refunds part or, without an amount, all of what is left; the sum never exceeds the captured amount.
   * @param idempotencyKey `X-Refund-Idempotency`: the same key and request get the same refund again
   */
  createRefund(paymentId: string, request: CreateRefund, idempotencyKey?: string): RazorpayRefund {
    const earlier = idempotencyKey === undefined ? undefined : this.#keyedRefunds.get(idempotencyKey);
    if (earlier) {
      if (earlier.paymentId === paymentId && isDeepStrictEqual(earlier.request, request))
        return { ...earlier.refund };
      throw new RazorpayError('Different request with the same idempotency key has already been processed.');
    }
    const payment = this.#storedPayment(paymentId);
    if (!payment.captured) {
      throw new RazorpayError('The payment status should be captured for action to be taken');
    }
    const left = payment.amount - payment.amount_refunded;
    if (left === 0) throw new RazorpayError('The payment has been fully refunded already');
    const amount = request.amount ?? left;
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
    const refund: RazorpayRefund = {
      id: `rfnd_${razorpayId()}`,
      entity: 'refund',
      amount,
      currency: payment.currency,
      payment_id: payment.id,
      notes: toNotes(request.notes),
      receipt: request.receipt ?? null,
      acquirer_data: { arn: null },
      created_at: now(),
      batch_id: null,
      status: 'processed',
      speed_processed: request.speed === 'optimum' ? 'instant' : 'normal',
      speed_requested: request.speed,
    };
    this.#refunds.set(refund.id, refund);
    if (idempotencyKey !== undefined) this.#keyedRefunds.set(idempotencyKey, { paymentId, request, refund });
    payment.amount_refunded += amount;
    payment.refund_status = amount === left ? 'full' : 'partial';
    if (amount === left) payment.status = 'refunded';
    this.#announce('refund.processed', payment, { refund: { ...refund } });
    return { ...refund };
  }

  #captureNow(payment: RazorpayPayment, order: RazorpayOrder): void {
    payment.status = 'captured';
    payment.captured = true;
    const fee = Math.round((payment.amount * FEE_PERCENT) / 100);
    payment.tax = Math.round((fee * GST_PERCENT) / 100);
    payment.fee = fee + payment.tax;
    order.amount_paid += payment.amount;
    order.amount_due = Math.max(0, order.amount - order.amount_paid);
    this.#announce('payment.captured', payment);
    if (order.amount_due > 0) return;
    order.status = 'paid';
    this.#announce('order.paid', payment, { order: { ...order } });
  }

  #announce(
    event: RazorpayEvent['event'],
    payment: RazorpayPayment,
    others: { order?: RazorpayOrder; refund?: RazorpayRefund } = {},
  ): void {
    this.#emit({ event, orderId: payment.order_id, entities: { payment: { ...payment }, ...others } });
  }

  #storedOrder(orderId: string): StoredOrder {
    return found(this.#orders.get(orderId));
  }

  #storedPayment(paymentId: string): RazorpayPayment {
    return found(this.#payments.get(paymentId));
  }
}

/** Razorpay answers an unknown id with 400, not 404. */
function found<T>(entity: T | undefined): T {
  if (entity === undefined) throw new RazorpayError('The id provided does not exist', { field: 'id' });
  return entity;
}

const toNotes = (notes: Record<string, string> | undefined): Notes =>
  notes === undefined || Object.keys(notes).length === 0 ? [] : notes;

const now = (): number => Math.floor(Date.now() / 1000);
