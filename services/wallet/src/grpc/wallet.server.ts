import { anyId } from '@chowk/contracts/fields';
import {
  grpcMethod,
  grpcMoneySchema,
  toGrpcMoney,
  type GrpcImplementation,
  type ReplyOf,
} from '@chowk/contracts/grpc';
import { z } from 'zod';
import type { Payment } from '../payments/domain/payment.ts';
import type { PaymentsApi } from '../payments/payments.ts';

// `anyId` has no character that means something in the name of an account.
const words = z.string().max(500);
const positive = grpcMoneySchema.refine(({ amount }) => amount > 0, {
  message: 'must be more than zero',
  path: ['amount'],
});

const toGrpcPayment = (payment: Payment): ReplyOf<'wallet', 'Capture'> => ({
  id: payment.id,
  userId: payment.userId ?? '',
  amount: toGrpcMoney(payment.amount),
  status: payment.status,
  refunded: toGrpcMoney(payment.refunded),
  reference: payment.reference,
});

const CALLERS = ['orders'] as const;
const MAX_IDS = 500;

/** Wallet of proto/chowk/wallet/v1: payments from the wallet, for orders. Errors: see the .proto. */
export const walletServer = (
  payments: Pick<
    PaymentsApi,
    'authorizePayment' | 'capturePayment' | 'voidPayment' | 'refundPayment' | 'getPayments'
  >,
  limits: { maxHoldSeconds: number },
): GrpcImplementation<'wallet'> => ({
  Authorize: grpcMethod({
    callers: CALLERS,
    schema: z.object({
      paymentId: anyId,
      userId: anyId,
      amount: positive,
      reference: anyId,
      holdSeconds: z.int().min(1).max(limits.maxHoldSeconds),
    }),
    handle: async (request) =>
      toGrpcPayment(
        await payments.authorizePayment({
          id: request.paymentId,
          userId: request.userId,
          amount: request.amount,
          reference: request.reference,
          holdSeconds: request.holdSeconds,
        }),
      ),
  }),
  Capture: grpcMethod({
    callers: CALLERS,
    schema: z.object({ paymentId: anyId }),
    handle: async (request) => toGrpcPayment(await payments.capturePayment(request.paymentId)),
  }),
  Void: grpcMethod({
    callers: CALLERS,
    schema: z.object({ paymentId: anyId, reason: words }),
    handle: async (request) => toGrpcPayment(await payments.voidPayment(request.paymentId, request.reason)),
  }),
  Refund: grpcMethod({
    callers: CALLERS,
    schema: z.object({ refundId: anyId, paymentId: anyId, amount: positive, reason: words }),
    handle: async (request) =>
      toGrpcPayment(
        await payments.refundPayment({
          id: request.refundId,
          paymentId: request.paymentId,
          amount: request.amount,
          reason: request.reason,
        }),
      ),
  }),
  GetPayments: grpcMethod({
    callers: CALLERS,
    schema: z.object({ ids: z.array(anyId).max(MAX_IDS) }),
    handle: async ({ ids }) => ({ payments: (await payments.getPayments(ids)).map(toGrpcPayment) }),
  }),
});
