import { grpcMethod, grpcMoneySchema, toGrpcMoney, type GrpcImplementation } from '@chowk/contracts/grpc';
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

const toGrpcPayment = (payment: Payment) => ({
  id: payment.id,
  user_id: payment.userId ?? '',
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
      payment_id: id,
      user_id: id,
      amount: positive,
      reference: id,
      hold_seconds: z.int().min(1).max(limits.maxHoldSeconds),
    }),
    handle: async (request) =>
      toGrpcPayment(
        await useCases.authorize({
          id: request.payment_id,
          userId: request.user_id,
          amount: request.amount,
          reference: request.reference,
          holdSeconds: request.hold_seconds,
        }),
      ),
  }),
  Capture: grpcMethod({
    callers: CALLERS,
    schema: z.object({ payment_id: id }),
    handle: async (request) => toGrpcPayment(await useCases.capture(request.payment_id)),
  }),
  Void: grpcMethod({
    callers: CALLERS,
    schema: z.object({ payment_id: id, reason: words }),
    handle: async (request) => toGrpcPayment(await useCases.void(request.payment_id, request.reason)),
  }),
  Refund: grpcMethod({
    callers: CALLERS,
    schema: z.object({ refund_id: id, payment_id: id, amount: positive, reason: words }),
    handle: async (request) =>
      toGrpcPayment(
        await useCases.refund({
          id: request.refund_id,
          paymentId: request.payment_id,
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
