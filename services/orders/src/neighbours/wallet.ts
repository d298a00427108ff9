import { AppError } from '@chowk/contracts/errors';
import { fromGrpcMoney, toGrpcMoney, type GrpcClient } from '@chowk/contracts/grpc';
import { subtract, type Money } from '@chowk/money';

/**
 * What orders asks of wallet. Calls throw AppError: wallet's own codes, UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT;
 * SERVER_ERROR where wallet refuses us.
 */
export interface WalletClient {
  /** Holds money, idempotent by payment id. INSUFFICIENT_FUNDS, AMOUNT_OUT_OF_RANGE, PAYMENT_MISMATCH, PAYMENT_CLOSED. */
  authorize(payment: {
    paymentId: string;
    userId: string;
    amount: Money;
    reference: string;
    holdSeconds: number;
  }): Promise<void>;
  /** PAYMENT_NOT_FOUND, PAYMENT_CLOSED. */
  capture(paymentId: string): Promise<void>;
  /** PAYMENT_CLOSED when already captured. */
  void(paymentId: string, reason: string): Promise<void>;
  /** What of a payment has not gone back yet. PAYMENT_NOT_FOUND. */
  unrefunded(paymentId: string): Promise<Money>;
  /** Idempotent by refund id. PAYMENT_NOT_FOUND, REFUND_EXCEEDS_CAPTURED, REFUND_MISMATCH. */
  refund(refund: { refundId: string; paymentId: string; amount: Money; reason: string }): Promise<void>;
}

/** Wallet over gRPC (proto/chowk/wallet/v1). */
export const createWalletClient = (client: GrpcClient<'wallet'>): WalletClient => ({
  async authorize({ amount, ...payment }) {
    await client.authorize({ ...payment, amount: toGrpcMoney(amount) }, { expects: ['AMOUNT_OUT_OF_RANGE'] });
  },

  async capture(paymentId) {
    await client.capture({ paymentId });
  },

  async void(paymentId, reason) {
    await client.void({ paymentId, reason });
  },

  async unrefunded(paymentId) {
    const { payments } = await client.getPayments({ ids: [paymentId] });
    const payment = payments.find(({ id }) => id === paymentId);
    if (!payment) throw new AppError('PAYMENT_NOT_FOUND');
    return subtract(fromGrpcMoney(payment.amount), fromGrpcMoney(payment.refunded));
  },

  async refund({ amount, ...refund }) {
    await client.refund({ ...refund, amount: toGrpcMoney(amount) });
  },
});
