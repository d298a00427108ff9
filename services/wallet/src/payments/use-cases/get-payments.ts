import { AppError } from '@chowk/contracts/errors';
import { asOf, type Payment } from '../domain/payment.ts';
import type { PaymentStore } from '../ports.ts';

/** Payments by id, as they count now; unknown ids are left out. For other services. */
export const getPayments =
  (payments: PaymentStore) =>
  async (ids: readonly string[]): Promise<Payment[]> => {
    const now = new Date();
    const found = await payments.findMany(ids);
    return found.filter(({ purpose }) => purpose === 'order').map((payment) => asOf(payment, now));
  };

/** A payment of this user. @throws AppError PAYMENT_NOT_FOUND, also for another user's */
export const getOwnPayment =
  (payments: PaymentStore) =>
  async (userId: string, id: string): Promise<Payment> => {
    const payment = await payments.find(id);
    if (!payment || payment.userId !== userId) throw new AppError('PAYMENT_NOT_FOUND');
    return asOf(payment, new Date());
  };

/** A user's payments, newest first, and where the next page starts. */
export const listOwnPayments =
  (payments: PaymentStore) =>
  async (query: {
    userId: string;
    after?: { createdAt: Date; id: string } | undefined;
    limit: number;
  }): Promise<{ items: Payment[]; next: Payment | undefined }> => {
    const found = await payments.pageOfUser({ ...query, limit: query.limit + 1 });
    const now = new Date();
    const items = found.slice(0, query.limit).map((payment) => asOf(payment, now));
    return { items, next: found.length > query.limit ? items.at(-1) : undefined };
  };
