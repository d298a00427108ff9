import { AppError } from '@chowk/contracts/errors';
import type { Clock } from '@chowk/runtime/lifecycle';
import { asOf, type Payment } from '../domain/payment.ts';
import type { PaymentRepository } from '../ports.ts';

/** A payment of this user, as it counts now. @throws AppError PAYMENT_NOT_FOUND, also for another user's */
export type GetOwnPayment = (userId: string, id: string) => Promise<Payment>;

export const createGetOwnPayment =
  (deps: { payments: Pick<PaymentRepository, 'find'>; clock: Clock }): GetOwnPayment =>
  async (userId, id) => {
    const payment = await deps.payments.find(id);
    if (!payment || payment.userId !== userId) throw new AppError('PAYMENT_NOT_FOUND');
    return asOf(payment, deps.clock());
  };
