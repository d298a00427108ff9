import { Router } from 'express';
import { type FaultList } from '../faults/fault-list.ts';
import { faultyApi } from '../faults/faulty-endpoint.ts';
import { type SupportedFaults } from '../faults/fault.ts';
import { type EmulatedProvider, type StatusTable } from '../provider.ts';
import { WebhookSender, type WebhookDeliverySettings } from '../webhooks/webhook-sender.ts';
import { WorkScope } from '../work-scope.ts';
import { checkoutRoutes } from './checkout.routes.ts';
import { RazorpayAccount } from './razorpay-account.ts';
import { razorpayApiRoutes } from './razorpay-api.routes.ts';
import { razorpayId } from './razorpay-entities.ts';
import { troubleBody } from './razorpay-errors.ts';
import { toWebhook, webhookHeaders, withWrongAmount } from './razorpay-webhooks.ts';

export interface RazorpayEmulatorSettings {
  readonly keyId: string;
  readonly keySecret: string;
  readonly webhookSecret: string;
  readonly webhookUrl: string | null;
  readonly webhookDelivery: WebhookDeliverySettings;
}

const NAME = 'razorpay';
const SUPPORTED: SupportedFaults = {
  // bad_signature on the api side strikes the signature the checkout hands out.
  api: [
    'delay',
    'error',
    'malformed',
    'duplicate',
    'reorder',
    'lose',
    'wrong_amount',
    'bad_signature',
    'hang',
  ],
  webhook: [
    'delay',
    'error',
    'malformed',
    'duplicate',
    'reorder',
    'lose',
    'wrong_amount',
    'bad_signature',
    'hang',
  ],
};

export class RazorpayProvider implements EmulatedProvider {
  readonly name = NAME;
  readonly supportedFaults = SUPPORTED;
  readonly router: Router;
  readonly #work = new WorkScope();
  readonly #webhooks: WebhookSender;
  readonly #account: RazorpayAccount;

  constructor(settings: RazorpayEmulatorSettings, faults: FaultList) {
    const { keyId, keySecret, webhookSecret, webhookDelivery } = settings;
    const accountId = `acc_${razorpayId()}`;
    this.#webhooks = new WebhookSender({
      provider: NAME,
      faults,
      work: this.#work,
      kinds: SUPPORTED.webhook,
      delivery: webhookDelivery,
      headers: (webhook, sentBody, forged) => webhookHeaders(webhook, sentBody, webhookSecret, forged),
      withWrongAmount: (body) => JSON.stringify(withWrongAmount(JSON.parse(body) as unknown)),
    });
    this.#webhooks.url = settings.webhookUrl;
    this.#account = new RazorpayAccount((event) => this.#webhooks.send(toWebhook(event, accountId)));

    const faulty = faultyApi({
      provider: NAME,
      faults,
      work: this.#work,
      kinds: SUPPORTED.api.filter((kind) => kind !== 'bad_signature'),
      errorBody: troubleBody,
      withWrongAmount,
    });
    this.router = Router();
    this.router.use('/v1', razorpayApiRoutes({ account: this.#account, keyId, keySecret, faulty }));
    this.router.use(
      `/emulator/${NAME}`,
      checkoutRoutes({ provider: NAME, account: this.#account, keySecret, faults, webhooks: this.#webhooks }),
    );
  }

  setWebhookUrl(url: string | null): void {
    this.#webhooks.url = url;
  }

  reset(): void {
    this.#work.cancel();
    this.#account.clear();
    this.#webhooks.clear();
  }

  statusTables(): StatusTable[] {
    return [
      {
        title: 'Razorpay payments',
        columns: ['payment', 'order', 'amount (paise)', 'method', 'status', 'refunded (paise)'],
        rows: this.#account
          .payments()
          .map((it) => [
            it.id,
            it.order_id,
            String(it.amount),
            it.method,
            it.status,
            String(it.amount_refunded),
          ]),
      },
      {
        title: 'Razorpay webhooks',
        columns: ['event', 'event id', 'order', 'state', 'attempts', 'last answer'],
        rows: this.#webhooks.list().map((it) => {
          const last = it.attempts.at(-1);
          const answer = last ? String(last.httpStatus ?? last.error) : '';
          return [it.event, it.id, it.lane, it.state, String(it.attempts.length), answer];
        }),
      },
    ];
  }
}
