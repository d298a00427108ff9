import type { Clock } from '@chowk/runtime/lifecycle';
import { asOf, type Payment } from '../domain/payment.ts';
import type { PaymentRepository } from '../ports.ts';

/** Payments of orders by id, as they count now; unknown ids are left out. For other services. */
export type GetPayments = (ids: readonly string[]) => Promise<Payment[]>;

export const createGetPayments =
  (deps: { payments: Pick<PaymentRepository, 'findMany'>; clock: Clock }): GetPayments =>
  async (ids) => {
    const now = deps.clock();
    const found = await deps.payments.findMany(ids);
    return found.filter(({ purpose }) => purpose === 'order').map((payment) => asOf(payment, now));
  };
