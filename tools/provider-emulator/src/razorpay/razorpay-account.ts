import {
  instrumentFields,
  razorpayId,
  found,
  toNotes,
  unixSeconds,
  type RazorpayCollection,
  type RazorpayOrder,
  type RazorpayPayment,
} from './razorpay-entities.ts';
import { RazorpayDisputes } from './razorpay-disputes.ts';
import { RazorpayError } from './razorpay-errors.ts';
import type { RazorpayEvent } from './razorpay-event.ts';
import { RazorpayRefunds } from './razorpay-refunds.ts';
import { settlementOf, type Settlement } from './razorpay-settlement.ts';
import { type Capture, type CreateOrder, type Pay } from './razorpay.schemas.ts';

interface StoredOrder {
  readonly entity: RazorpayOrder;
  readonly captureByHand: boolean;
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
  readonly refunds: RazorpayRefunds;
  readonly disputes: RazorpayDisputes;
  readonly #emit: (event: RazorpayEvent) => void;

  constructor(emit: (event: RazorpayEvent) => void) {
    this.#emit = emit;
    const parts = { payment: (id: string) => this.#storedPayment(id), announce: this.#announce.bind(this) };
    this.refunds = new RazorpayRefunds(parts);
    this.disputes = new RazorpayDisputes(parts);
  }

  clear(): void {
    for (const part of [this.#orders, this.#payments, this.refunds, this.disputes]) part.clear();
  }

  /** What the merchant is owed, by currency: what reached the bank if it were paid out now, without fees. */
  settlement(): Settlement[] {
    return settlementOf(this.payments(), this.disputes.all());
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
      created_at: unixSeconds(),
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

  /**
   * The buyer pays in the checkout. A paid order cannot be paid again, unless the request insists on what
   * happens when two checkouts of one order are open; a failed attempt can be repeated.
   */
  pay(orderId: string, request: Pay): RazorpayPayment {
    const { entity: order, captureByHand } = this.#storedOrder(orderId);
    if (order.status === 'paid' && !request.again)
      throw new RazorpayError('This order has already been paid.');
    const outcome = request.outcome ?? (captureByHand ? 'authorized' : 'captured');
    const failed = outcome === 'failed';
    const payment: RazorpayPayment = {
      id: `pay_${razorpayId()}`,
      entity: 'payment',
      amount: request.amount ?? (order.amount_due || order.amount),
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
      created_at: unixSeconds(),
    };
    this.#payments.set(payment.id, payment);
    order.attempts += 1;
    if (order.status !== 'paid') order.status = 'attempted';
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

  /** The bank is slow: a payment that was only authorized is captured, long after and whatever else was paid. */
  captureLate(paymentId: string): RazorpayPayment {
    const payment = this.#storedPayment(paymentId);
    if (payment.status !== 'authorized') {
      throw new RazorpayError(
        'Only payments which have been authorized and not yet captured can be captured',
      );
    }
    this.#captureNow(payment, this.#storedOrder(payment.order_id).entity);
    return { ...payment };
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
    others: Omit<RazorpayEvent['entities'], 'payment'> = {},
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
