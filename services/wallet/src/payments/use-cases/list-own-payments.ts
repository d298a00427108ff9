import type { Clock } from '@chowk/runtime/lifecycle';
import { asOf, type Payment } from '../domain/payment.ts';
import type { PaymentQuery, PaymentRepository } from '../ports.ts';

/** A user's payments, as they count now, newest first, those after a position. */
export type ListOwnPayments = (query: PaymentQuery) => Promise<Payment[]>;

export const createListOwnPayments =
  (deps: { payments: Pick<PaymentRepository, 'list'>; clock: Clock }): ListOwnPayments =>
  async (query) => {
    const found = await deps.payments.list(query);
    const now = deps.clock();
    return found.map((payment) => asOf(payment, now));
  };
