import { AppError } from '@chowk/contracts/errors';
import { grpcMethod, type GrpcImplementation } from '@chowk/contracts/grpc';
import { z } from 'zod';
import { Faults } from './faults.ts';

interface FakePayment {
  userId: string;
  amount: number;
  status: 'authorised' | 'captured' | 'voided';
  reference: string;
  refunds: Map<string, number>;
}

const callers = ['orders'];
const id = z.string().min(1);
const amount = z.object({ amount: z.string().regex(/^[1-9]\d*$/), currency: z.literal('INR') });

/** Wallet in memory, faithful to proto/chowk/wallet/v1. */
export class FakeWallet {
  readonly balances = new Map<string, number>();
  readonly payments = new Map<string, FakePayment>();
  readonly faults = new Faults();

  held(userId: string): number {
    return [...this.payments.values()]
      .filter((payment) => payment.userId === userId && payment.status === 'authorised')
      .reduce((sum, payment) => sum + payment.amount, 0);
  }

  /** As wallet refunds, for whoever asks. @throws AppError */
  refund(refundId: string, paymentId: string, amount: number): void {
    const payment = this.#payment(paymentId);
    const known = payment.refunds.get(refundId);
    if (known !== undefined && known !== amount) throw new AppError('REFUND_MISMATCH');
    if (known !== undefined) return;
    if (payment.status !== 'captured' || refundedOf(payment) + amount > payment.amount)
      throw new AppError('REFUND_EXCEEDS_CAPTURED');
    payment.refunds.set(refundId, amount);
    this.#credit(payment.userId, amount);
  }

  readonly implementation: GrpcImplementation<'wallet'> = {
    Authorize: grpcMethod({
      callers,
      schema: z.object({
        ...{ paymentId: id, userId: id, amount, reference: id },
        holdSeconds: z.number().int().positive(),
      }),
      handle: (request) => this.faults.around('Authorize', request.paymentId, () => this.#authorize(request)),
    }),
    Capture: grpcMethod({
      callers,
      schema: z.object({ paymentId: id }),
      handle: ({ paymentId }) =>
        this.faults.around('Capture', paymentId, () => {
          const payment = this.#payment(paymentId);
          if (payment.status === 'voided') throw new AppError('PAYMENT_CLOSED');
          payment.status = 'captured';
          return this.#reply(paymentId);
        }),
    }),
    Void: grpcMethod({
      callers,
      schema: z.object({ paymentId: id, reason: z.string() }),
      handle: ({ paymentId }) =>
        this.faults.around('Void', paymentId, () => {
          const payment = this.payments.get(paymentId) ?? tombstone();
          this.payments.set(paymentId, payment);
          if (payment.status === 'captured') throw new AppError('PAYMENT_CLOSED');
          if (payment.status === 'authorised') this.#credit(payment.userId, payment.amount);
          payment.status = 'voided';
          return this.#reply(paymentId);
        }),
    }),
    Refund: grpcMethod({
      callers,
      schema: z.object({ refundId: id, paymentId: id, amount, reason: z.string() }),
      handle: ({ refundId, paymentId, amount: { amount } }) =>
        this.faults.around('Refund', refundId, () => {
          this.refund(refundId, paymentId, Number(amount));
          return this.#reply(paymentId);
        }),
    }),
    GetPayments: grpcMethod({
      callers,
      schema: z.object({ ids: z.array(id) }),
      handle: ({ ids }) =>
        this.faults.around('GetPayments', ids.join(), () => ({
          payments: ids.filter((one) => this.payments.has(one)).map((one) => this.#reply(one)),
        })),
    }),
  };

  #authorize(request: {
    paymentId: string;
    userId: string;
    amount: { amount: string };
    reference: string;
  }): object {
    const { paymentId, userId, reference } = request;
    const wanted = Number(request.amount.amount);
    const known = this.payments.get(paymentId);
    if (known) {
      if (known.status === 'voided') throw new AppError('PAYMENT_CLOSED');
      if (known.userId !== userId || known.amount !== wanted) throw new AppError('PAYMENT_MISMATCH');
      return this.#reply(paymentId);
    }
    if ((this.balances.get(userId) ?? 0) < wanted) throw new AppError('INSUFFICIENT_FUNDS');
    this.#credit(userId, -wanted);
    const payment = { userId, amount: wanted, reference, status: 'authorised' as const };
    this.payments.set(paymentId, { ...payment, refunds: new Map() });
    return this.#reply(paymentId);
  }

  #credit(userId: string, by: number): void {
    this.balances.set(userId, (this.balances.get(userId) ?? 0) + by);
  }

  #payment(paymentId: string): FakePayment {
    const payment = this.payments.get(paymentId);
    if (!payment) throw new AppError('PAYMENT_NOT_FOUND');
    return payment;
  }

  #reply(paymentId: string): object {
    const payment = this.#payment(paymentId);
    const { userId, amount, status, reference } = payment;
    const money = (units: number) => ({ amount: String(units), currency: 'INR' });
    const refunded = money(refundedOf(payment));
    return { id: paymentId, userId, amount: money(amount), status, refunded, reference };
  }
}

const refundedOf = ({ refunds }: FakePayment): number => [...refunds.values()].reduce((a, b) => a + b, 0);

/** What a Void leaves of a payment that never came: it closes the id. */
const tombstone = (): FakePayment => ({
  ...{ userId: '', amount: 0, status: 'authorised', reference: '' },
  refunds: new Map(),
});
