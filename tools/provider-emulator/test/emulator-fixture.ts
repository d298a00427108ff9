import Razorpay from 'razorpay';
import { startProviderEmulator, type ProviderEmulator, type ProviderEmulatorOptions } from '../src/index.ts';
import { type Fault, type NewFault } from '../src/faults/fault.ts';
import { type WebhookRecord } from '../src/webhooks/webhook-sender.ts';

const KEY_ID = 'rzp_test_emulatorkey00';
export const KEY_SECRET = 'key-secret-of-the-tests';
export const WEBHOOK_SECRET = 'webhook-secret-of-the-tests';

/** What a test needs of one running emulator: the real client, and the control routes. */
export interface EmulatorFixture {
  readonly emulator: ProviderEmulator;
  readonly client: Razorpay;
  arm(fault: Pick<NewFault, 'kind' | 'on'> & Partial<NewFault>): Promise<void>;
  faults(): Promise<Fault[]>;
  webhooks(): Promise<WebhookRecord[]>;
  pay(orderId: string, body?: object): Promise<CheckoutResult>;
  post(path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  get(path: string): Promise<{ status: number; body: unknown }>;
}

export interface CheckoutResult {
  razorpay_payment_id: string;
  razorpay_order_id: string;
  razorpay_signature: string;
  error?: { code: string; metadata: { payment_id: string; order_id: string } };
}

type DeliverySettings = ProviderEmulatorOptions['razorpay']['webhookDelivery'];

/** Retries come after 20, 40, 80… ms, so that tests of retries are quick. */
export async function startFixture(
  webhookUrl: string | null = null,
  webhookDelivery: DeliverySettings = {},
): Promise<EmulatorFixture> {
  const emulator = await startProviderEmulator({
    razorpay: {
      keyId: KEY_ID,
      keySecret: KEY_SECRET,
      webhookSecret: WEBHOOK_SECRET,
      webhookUrl,
      webhookDelivery: { firstBackoffMs: 20, maxAttempts: 4, timeoutMs: 1_000, ...webhookDelivery },
    },
  });
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(emulator.url + path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
  };
  return {
    emulator,
    client: clientOf(emulator.url),
    arm: async (fault) => {
      const { status, body } = await call('POST', '/emulator/faults', { provider: 'razorpay', ...fault });
      if (status !== 201) throw new Error(`fault not armed: ${JSON.stringify(body)}`);
    },
    faults: async () => ((await call('GET', '/emulator/faults')).body as { faults: Fault[] }).faults,
    webhooks: async () =>
      ((await call('GET', '/emulator/razorpay/webhooks')).body as { webhooks: WebhookRecord[] }).webhooks,
    pay: async (orderId, body = {}) =>
      (await call('POST', `/emulator/razorpay/orders/${orderId}/pay`, body)).body as CheckoutResult,
    post: (path, body) => call('POST', path, body),
    get: (path) => call('GET', path),
  };
}

/** The axios instance inside the client, which its types leave out. */
export interface ClientTransport {
  defaults: { baseURL?: string; timeout?: number };
  post(path: string, body: unknown, config: { headers: Record<string, string> }): Promise<{ data: unknown }>;
}

export const transportOf = (client: Razorpay): ClientTransport =>
  (client.api as unknown as { rq: ClientTransport }).rq;

/** The real client, pointed at another server as the README says. */
export function clientOf(url: string, keySecret = KEY_SECRET): Razorpay {
  const client = new Razorpay({ key_id: KEY_ID, key_secret: keySecret });
  transportOf(client).defaults.baseURL = url;
  return client;
}

/** Asks again until it holds; the test's own time limit ends the waiting. */
export async function eventually<T>(read: () => Promise<T> | T, holds: (value: T) => boolean): Promise<T> {
  for (let pause = 5; ; pause = Math.min(pause * 2, 50)) {
    const value = await read();
    if (holds(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
