import {
  grpcMethod,
  grpcMoneySchema,
  toGrpcMoney,
  type GrpcImplementation,
  type ReplyOf,
} from '@chowk/contracts/grpc';
import { z } from 'zod';
import type { Payment } from '../domain/payment.ts';
import type { Authorisation } from '../use-cases/authorize-payment.ts';
import type { RefundRequest } from '../use-cases/refund-payment.ts';

/** No character of an id has a meaning in the name of an account. */
const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be an id');
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
  useCases: {
    authorize(given: Authorisation): Promise<Payment>;
    capture(id: string): Promise<Payment>;
    void(id: string, reason: string): Promise<Payment>;
    refund(given: RefundRequest): Promise<Payment>;
    getPayments(ids: readonly string[]): Promise<Payment[]>;
  },
  limits: { maxHoldSeconds: number },
): GrpcImplementation<'wallet'> => ({
  Authorize: grpcMethod({
    callers: CALLERS,
    schema: z.object({
      paymentId: id,
      userId: id,
      amount: positive,
      reference: id,
      holdSeconds: z.int().min(1).max(limits.maxHoldSeconds),
    }),
    handle: async (request) =>
      toGrpcPayment(
        await useCases.authorize({
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
    schema: z.object({ paymentId: id }),
    handle: async (request) => toGrpcPayment(await useCases.capture(request.paymentId)),
  }),
  Void: grpcMethod({
    callers: CALLERS,
    schema: z.object({ paymentId: id, reason: words }),
    handle: async (request) => toGrpcPayment(await useCases.void(request.paymentId, request.reason)),
  }),
  Refund: grpcMethod({
    callers: CALLERS,
    schema: z.object({ refundId: id, paymentId: id, amount: positive, reason: words }),
    handle: async (request) =>
      toGrpcPayment(
        await useCases.refund({
          id: request.refundId,
          paymentId: request.paymentId,
          amount: request.amount,
          reason: request.reason,
        }),
      ),
  }),
  GetPayments: grpcMethod({
    callers: CALLERS,
    schema: z.object({ ids: z.array(id).max(MAX_IDS) }),
    handle: async ({ ids }) => ({ payments: (await useCases.getPayments(ids)).map(toGrpcPayment) }),
  }),
});
