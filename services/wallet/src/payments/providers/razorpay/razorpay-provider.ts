import { AppError } from '@chowk/contracts/errors';
import type { Keyring } from '@chowk/keyring';
import Razorpay from 'razorpay';
import type { z } from 'zod';
import type { ProviderEvent, ProviderPayment } from '../../domain/provider-payment.ts';
import type { PaymentProvider } from '../provider.ts';
import {
  orderSchema,
  paymentListSchema,
  paymentSchema,
  toProviderPayment,
  webhookSchema,
} from './razorpay-schemas.ts';
import { createSignatureChecks } from './razorpay-signatures.ts';

export interface RazorpayOptions {
  keyId: string;
  /** The first signs calls; the checkout's answers may be signed with any. */
  keySecrets: Keyring;
  webhookSecrets: Keyring;
  baseUrl: string;
  /** Longest wait for an answer in ms. */
  timeoutMs: number;
}

/** Events whose payment entity we act on; `order.paid` carries the payment too. */
const PAYMENT_EVENTS = new Set(['payment.authorized', 'payment.captured', 'payment.failed', 'order.paid']);

/** Razorpay (https://razorpay.com/docs/api) through its own npm client. */
export function createRazorpay(options: RazorpayOptions): PaymentProvider {
  const client = razorpayClient(options);
  const { isCheckoutSignature, isWebhookSignature } = createSignatureChecks(options);
  return {
    name: 'razorpay',
    publicKey: options.keyId,

    async createOrder({ paymentId, amount }) {
      const order = await answer(orderSchema, 'create order', () =>
        client.orders.create({
          ...amount,
          receipt: paymentId,
          // Without it the setting of the merchant's account decides.
          payment_capture: true,
        }),
      );
      const asAsked =
        order.amount === amount.amount && order.currency === amount.currency && order.receipt === paymentId;
      if (!asAsked) throw failed('create order', new Error('made another order than asked for'));
      return order.id;
    },

    async fetchPayment(paymentId) {
      const payment = await answer(paymentSchema, 'fetch payment', () => client.payments.fetch(paymentId));
      const known = toProviderPayment(payment);
      if (!known || known.id !== paymentId)
        throw failed('fetch payment', new Error('answered another payment'));
      return known;
    },

    async fetchPaymentsOfOrder(orderId) {
      const list = await answer(paymentListSchema, 'fetch payments of order', () =>
        client.orders.fetchPayments(orderId),
      );
      return list.items
        .map((payment) => toProviderPayment(payment))
        .filter((payment): payment is ProviderPayment => payment?.orderId === orderId);
    },

    isCallbackGenuine: isCheckoutSignature,

    readWebhook(body, headers): ProviderEvent {
      const signature = headers['x-razorpay-signature'] ?? '';
      if (!isWebhookSignature(body, signature)) throw new AppError('INVALID_SIGNATURE');
      const id = headers['x-razorpay-event-id'];
      if (id === undefined || !/^[\w-]{1,64}$/.test(id)) {
        throw new AppError('BAD_REQUEST', { details: [{ path: 'headers.x-razorpay-event-id' }] });
      }
      const { event: type, payload } = parsedWebhook(body);
      const entity = PAYMENT_EVENTS.has(type) ? payload.payment?.entity : undefined;
      const payment = entity && toProviderPayment(entity, payload.order?.entity.receipt);
      return { id, type, ...(payment && { payment }) };
    },
  };
}

/** The part of the client's axios instance that we set; its types leave the instance out. */
interface Transport {
  defaults: { baseURL?: string; timeout?: number };
}

function razorpayClient({ keyId, keySecrets, baseUrl, timeoutMs }: RazorpayOptions): Razorpay {
  const client = new Razorpay({ key_id: keyId, key_secret: keySecrets.currentSecret() });
  // Its constructor takes neither a base URL nor a timeout (2.9), and axios waits for ever by default.
  const { rq } = client.api as unknown as { rq: Transport };
  rq.defaults.baseURL = baseUrl;
  rq.defaults.timeout = timeoutMs;
  return client;
}

/**
 * What the client answers is checked before it is believed: half a JSON comes back as a string with no error.
 * When no answer came it throws a bare TypeError, and whether the provider has acted is unknown.
 */
async function answer<Schema extends z.ZodType>(
  schema: Schema,
  action: string,
  call: () => Promise<unknown>,
): Promise<z.output<Schema>> {
  let given: unknown;
  try {
    given = await call();
  } catch (error) {
    const reason =
      error instanceof TypeError
        ? new Error('no answer: the outcome is unknown', { cause: error })
        : refusal(error);
    throw failed(action, reason);
  }
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw failed(action, parsed.error);
  return parsed.data;
}

/** The client throws plain objects; an Error keeps its place in the log. */
function refusal(error: unknown): Error {
  if (error instanceof Error) return error;
  const { statusCode, error: body } = error as { statusCode?: number; error?: { description?: string } };
  return new Error(
    `refused with status ${statusCode ?? 'unknown'}: ${body?.description ?? 'no reason given'}`,
  );
}

const failed = (action: string, cause: Error): AppError =>
  new AppError('PAYMENT_PROVIDER_FAILED', { cause: new Error(`razorpay: ${action}`, { cause }) });

/** @throws AppError BAD_REQUEST; the provider then sends it again */
function parsedWebhook(body: Buffer): z.output<typeof webhookSchema> {
  let json: unknown;
  try {
    json = JSON.parse(body.toString());
  } catch (error) {
    throw new AppError('BAD_REQUEST', { cause: error });
  }
  const parsed = webhookSchema.safeParse(json);
  if (!parsed.success) throw new AppError('BAD_REQUEST', { cause: parsed.error });
  return parsed.data;
}
