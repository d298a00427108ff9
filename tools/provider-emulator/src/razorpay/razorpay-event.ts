import type { RazorpayDispute, RazorpayOrder, RazorpayPayment, RazorpayRefund } from './razorpay-entities.ts';

/** What the account tells its merchant by webhook. */
export interface RazorpayEvent {
  readonly event:
    | 'payment.authorized'
    | 'payment.captured'
    | 'payment.failed'
    | 'order.paid'
    | 'refund.processed'
    | 'payment.dispute.created'
    | 'payment.dispute.won'
    | 'payment.dispute.lost';
  readonly orderId: string;
  /** Copies of the entities as they were at this moment. */
  readonly entities: {
    readonly payment: RazorpayPayment;
    readonly order?: RazorpayOrder;
    readonly refund?: RazorpayRefund;
    readonly dispute?: RazorpayDispute;
  };
}
