import { Router, type Request } from 'express';
import { type FaultList } from '../faults/fault-list.ts';
import { ControlError } from '../control/control-errors.ts';
import { type WebhookSender } from '../webhooks/webhook-sender.ts';
import { type RazorpayAccount } from './razorpay-account.ts';
import { type RazorpayPayment } from './razorpay-entities.ts';
import { answering, parsed } from './razorpay-answers.ts';
import { checkoutSignature } from './razorpay-signatures.ts';
import { partSchema, paySchema, verdictSchema } from './razorpay.schemas.ts';

export interface CheckoutDeps {
  readonly provider: string;
  readonly account: RazorpayAccount;
  readonly keySecret: string;
  readonly faults: FaultList;
  readonly webhooks: WebhookSender;
}

/**
 * What is outside Razorpay's API: the person paying in the checkout, staff in the dashboard, the bank, and the
 * view of what was sent.
 */
export function checkoutRoutes({ provider, account, keySecret, faults, webhooks }: CheckoutDeps): Router {
  const router = Router();
  router.post('/orders/:id/pay', (req, res) => {
    const path = req.baseUrl + req.path;
    const pay = answering(() => {
      const payment = account.pay(req.params.id, parsed(paySchema, req.body ?? {}));
      if (payment.status === 'failed') return declined(payment);
      // Only a forged signature makes sense here: the other faults belong to the API and the webhooks.
      const strike = faults.take(provider, 'api', [path, `POST ${path}`], ['bad_signature']);
      return succeeded(payment, keySecret, strike.has('bad_signature'));
    });
    const { status, body } = pay(req);
    res.status(status).json(body);
  });

  const outside = (path: string, act: (req: Request<{ id: string; verdict: string }>) => unknown) =>
    router.post(path, (req, res) => {
      const { status, body } = answering(() => act(req as Request<{ id: string; verdict: string }>))(req);
      res.status(status).json(body);
    });
  outside('/payments/:id/capture', ({ params }) => account.captureLate(params.id));
  outside('/payments/:id/refund', ({ params, body }) =>
    account.refunds.create(params.id, { ...parsed(partSchema, body ?? {}), speed: 'normal' }),
  );
  outside('/payments/:id/dispute', ({ params, body }) =>
    account.disputes.open(params.id, parsed(partSchema, body ?? {}).amount),
  );
  outside('/disputes/:id/:verdict', ({ params }) =>
    account.disputes.decide(params.id, parsed(verdictSchema, params.verdict)),
  );
  router.get('/settlement', (_req, res) => {
    res.json({ items: account.settlement() });
  });

  router.get('/webhooks', (_req, res) => {
    res.json({ url: webhooks.url, webhooks: webhooks.list() });
  });

  router.post('/webhooks/:id/redeliver', async (req, res) => {
    if (webhooks.url === null) {
      throw new ControlError(409, 'WEBHOOK_URL_NOT_SET', 'There is no webhook URL to deliver to.');
    }
    const record = await webhooks.redeliver(req.params.id);
    if (!record) throw new ControlError(404, 'NOT_FOUND', 'No webhook has this event id.', 'id');
    res.json(record);
  });

  return router;
}

/** What the checkout's success handler is given. */
const succeeded = ({ id, order_id }: RazorpayPayment, keySecret: string, forged: boolean) => ({
  razorpay_payment_id: id,
  razorpay_order_id: order_id,
  razorpay_signature: checkoutSignature(order_id, id, keySecret, forged),
});

/** What the checkout's `payment.failed` handler is given. */
const declined = (payment: RazorpayPayment) => ({
  error: {
    code: payment.error_code,
    description: payment.error_description,
    source: payment.error_source,
    step: payment.error_step,
    reason: payment.error_reason,
    metadata: { payment_id: payment.id, order_id: payment.order_id },
  },
});
