import {
  collectionOf,
  found,
  razorpayId,
  unixSeconds,
  type RazorpayCollection,
  type RazorpayDispute,
} from './razorpay-entities.ts';
import { RazorpayError } from './razorpay-errors.ts';
import type { AccountParts } from './razorpay-refunds.ts';

const DAYS_TO_RESPOND = 7;

/**
 * Disputes of one account: a customer asks the bank for the money back. Nothing is deducted until the dispute
 * is lost; one that was lost can still be won on appeal, and then the deduction comes back.
 */
export class RazorpayDisputes {
  readonly #account: AccountParts;
  readonly #disputes = new Map<string, RazorpayDispute>();

  constructor(account: AccountParts) {
    this.#account = account;
  }

  clear(): void {
    this.#disputes.clear();
  }

  all(): RazorpayDispute[] {
    return [...this.#disputes.values()].map((dispute) => ({ ...dispute }));
  }

  /** Newest first. */
  list(count: number, skip: number): RazorpayCollection<RazorpayDispute> {
    return collectionOf(
      this.all()
        .reverse()
        .slice(skip, skip + count),
    );
  }

  find(id: string): RazorpayDispute {
    return { ...found(this.#disputes.get(id)) };
  }

  /** @param amount paise; without it what is left of the payment */
  open(paymentId: string, amount?: number): RazorpayDispute {
    const payment = this.#account.payment(paymentId);
    if (!payment.captured) throw new RazorpayError('Only captured payments can be disputed');
    const left = payment.amount - payment.amount_refunded;
    if ((amount ?? left) > left)
      throw new RazorpayError('The dispute is for more than is left of the payment');
    const dispute: RazorpayDispute = {
      id: `disp_${razorpayId()}`,
      entity: 'dispute',
      payment_id: payment.id,
      amount: amount ?? left,
      currency: payment.currency,
      amount_deducted: 0,
      reason_code: 'goods_or_services_not_received_or_partially_received',
      respond_by: unixSeconds() + DAYS_TO_RESPOND * 24 * 3600,
      status: 'open',
      phase: 'chargeback',
      created_at: unixSeconds(),
    };
    this.#disputes.set(dispute.id, dispute);
    this.#account.announce('payment.dispute.created', payment, { dispute: { ...dispute } });
    return { ...dispute };
  }

  /** The bank decides. @throws RazorpayError for one that was decided so, or won */
  decide(id: string, verdict: 'won' | 'lost'): RazorpayDispute {
    const dispute = found(this.#disputes.get(id));
    if (dispute.status === 'won' || dispute.status === verdict) {
      throw new RazorpayError(`The dispute is ${dispute.status} already`);
    }
    dispute.status = verdict;
    dispute.amount_deducted = verdict === 'lost' ? dispute.amount : 0;
    const payment = this.#account.payment(dispute.payment_id);
    this.#account.announce(`payment.dispute.${verdict}`, payment, { dispute: { ...dispute } });
    return { ...dispute };
  }
}
