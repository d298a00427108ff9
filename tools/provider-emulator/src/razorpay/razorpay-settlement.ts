import type { RazorpayDispute, RazorpayPayment } from './razorpay-entities.ts';

/** Paise; `net` is what the merchant is owed, without fees. */
export interface Settlement {
  readonly currency: string;
  readonly captured: number;
  readonly refunded: number;
  readonly disputed: number;
  readonly net: number;
}

/** What an account's payments and disputes come to, by currency. */
export function settlementOf(
  payments: readonly RazorpayPayment[],
  disputes: readonly RazorpayDispute[],
): Settlement[] {
  const captured = payments.filter((payment) => payment.captured);
  const total = <T extends { currency: string }>(
    items: readonly T[],
    currency: string,
    of: (item: T) => number,
  ) => items.filter((item) => item.currency === currency).reduce((sum, item) => sum + of(item), 0);
  return [...new Set(captured.map(({ currency }) => currency))].map((currency) => {
    const sums = {
      captured: total(captured, currency, ({ amount }) => amount),
      refunded: total(captured, currency, ({ amount_refunded }) => amount_refunded),
      disputed: total(disputes, currency, ({ amount_deducted }) => amount_deducted),
    };
    return { currency, ...sums, net: sums.captured - sums.refunded - sums.disputed };
  });
}
