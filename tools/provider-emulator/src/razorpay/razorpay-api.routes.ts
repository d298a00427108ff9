import express, { Router, type ErrorRequestHandler, type Request } from 'express';
import { type faultyApi } from '../faults/faulty-endpoint.ts';
import { type RazorpayAccount } from './razorpay-account.ts';
import { answering, parsed } from './razorpay-answers.ts';
import { RazorpayError } from './razorpay-errors.ts';
import {
  captureSchema,
  createOrderSchema,
  pageSchema,
  refundIdempotencyKeySchema,
  refundSchema,
} from './razorpay.schemas.ts';

export interface RazorpayApiDeps {
  readonly account: RazorpayAccount;
  readonly keyId: string;
  readonly keySecret: string;
  readonly faulty: ReturnType<typeof faultyApi>;
}

const BODY_LIMIT = '256kb';

/** Razorpay's REST API, as far as Chowk uses it. Every answer, refusals too, passes through the armed faults. */
export function razorpayApiRoutes({ account, keyId, keySecret, faulty }: RazorpayApiDeps): Router {
  const router = Router();
  const endpoint = (work: (req: Request<{ id: string }>) => unknown) =>
    faulty(
      answering((req) => {
        authenticate(req, keyId, keySecret);
        return work(req as Request<{ id: string }>);
      }),
    );

  router.use(express.json({ limit: BODY_LIMIT }));
  router.post(
    '/orders',
    endpoint((req) => account.createOrder(parsed(createOrderSchema, req.body))),
  );
  router.get(
    '/orders/:id',
    endpoint((req) => account.order(req.params.id)),
  );
  router.get(
    '/orders/:id/payments',
    endpoint((req) => account.paymentsOf(req.params.id)),
  );
  router.get(
    '/payments/:id',
    endpoint((req) => account.payment(req.params.id)),
  );
  router.post(
    '/payments/:id/capture',
    endpoint((req) => account.capture(req.params.id, parsed(captureSchema, req.body))),
  );
  router.post(
    '/payments/:id/refund',
    endpoint((req) =>
      account.refunds.create(req.params.id, parsed(refundSchema, req.body ?? {}), refundIdempotencyKey(req)),
    ),
  );
  router.get(
    '/payments/:id/refunds',
    endpoint((req) => account.refunds.of(req.params.id)),
  );
  router.get(
    '/refunds/:id',
    endpoint((req) => account.refunds.find(req.params.id)),
  );
  router.get(
    '/disputes',
    endpoint((req) => {
      const { count, skip } = parsed(pageSchema, req.query);
      return account.disputes.list(count, skip);
    }),
  );
  router.get(
    '/disputes/:id',
    endpoint((req) => account.disputes.find(req.params.id)),
  );
  router.use(
    endpoint(() => {
      throw new RazorpayError('The requested URL was not found on the server.', { status: 404 });
    }),
  );
  router.use(unreadableBody);
  return router;
}

function refundIdempotencyKey(req: Request): string | undefined {
  const key = req.get('x-refund-idempotency');
  return key === undefined ? undefined : parsed(refundIdempotencyKeySchema, key);
}

function authenticate(req: Request, keyId: string, keySecret: string): void {
  const [scheme, credentials = ''] = (req.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'basic') {
    throw new RazorpayError('Please provide your api key for authentication purposes.', { status: 401 });
  }
  if (Buffer.from(credentials, 'base64').toString('utf8') !== `${keyId}:${keySecret}`) {
    throw new RazorpayError('Authentication failed', { status: 401 });
  }
}

/** express.json's refusals (broken JSON, too large) in Razorpay's format. */
const unreadableBody: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  if (status >= 500) {
    next(error);
    return;
  }
  const refusal = new RazorpayError('The request body could not be read.', { status });
  res.status(status).json(refusal.toBody());
};
