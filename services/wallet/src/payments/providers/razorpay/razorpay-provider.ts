import { AppError } from '@chowk/contracts/errors';
import type { Keyring } from '@chowk/keyring';
import type { z } from 'zod';
import type { ProviderEvent, ProviderPayment } from '../../domain/provider-payment.ts';
import type { ProviderReversal } from '../../domain/provider-reversal.ts';
import type { PaymentProvider } from '../provider.ts';
import { answer, failed, razorpayClient, type RazorpayAccess } from './razorpay-client.ts';
import {
  disputeListSchema,
  disputeToReversal,
  orderSchema,
  paymentListSchema,
  paymentSchema,
  refundListSchema,
  refundSchema,
  refundToReversal,
  toProviderPayment,
  webhookSchema,
} from './razorpay-schemas.ts';
import { createSignatureChecks } from './razorpay-signatures.ts';

/** The checkout's answers may be signed with any of the key secrets. */
export interface RazorpayOptions extends RazorpayAccess {
  webhookSecrets: Keyring;
}

/** Events whose entities we act on; all of them carry the payment too. */
const EVENTS = /^(payment\.(authorized|captured|failed|dispute\.\w+)|order\.paid|refund\.\w+)$/;

/** Most that Razorpay gives on a page. */
const PAGE = 100;

/** Razorpay (https://razorpay.com/docs/api) through its own npm client. */
export function createRazorpay(options: RazorpayOptions): PaymentProvider {
  const { client, post } = razorpayClient(options);
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

    async fetchRefunds(paymentId) {
      const found: ProviderReversal[] = [];
      for (;;) {
        const page = { count: PAGE, skip: found.length };
        const { items } = await answer(refundListSchema, 'fetch refunds', () =>
          client.payments.fetchMultipleRefund(paymentId, page),
        );
        found.push(...items.map(refundToReversal));
        if (items.length < PAGE) return found;
      }
    },

    async fetchDisputes(page) {
      const { items } = await answer(disputeListSchema, 'fetch disputes', () => client.disputes.all(page));
      return items.map(disputeToReversal);
    },

    async refund({ refundId, providerPaymentId, amount }) {
      const path = `/v1/payments/${encodeURIComponent(providerPaymentId)}/refund`;
      const refund = await answer(refundSchema, 'refund', () =>
        post(path, { amount: amount.amount, receipt: refundId }, { 'X-Refund-Idempotency': refundId }),
      );
      const asAsked =
        refund.payment_id === providerPaymentId &&
        refund.amount === amount.amount &&
        refund.currency === amount.currency;
      if (!asAsked) throw failed('refund', new Error('made another refund than asked for'));
      return refundToReversal(refund);
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
      if (!EVENTS.test(type)) return { id, type };
      const entity = payload.payment?.entity;
      const payment = entity && toProviderPayment(entity, payload.order?.entity.receipt);
      // A payment without an order is not ours, nor is what is taken back of it.
      if (entity && !payment) return { id, type };
      return { id, type, ...(payment && { payment }), ...reversalOf(payload) };
    },
  };
}

function reversalOf({ refund, dispute }: z.output<typeof webhookSchema>['payload']): {
  reversal?: ProviderReversal;
} {
  if (refund) return { reversal: refundToReversal(refund.entity) };
  if (!dispute) return {};
  const { openedAt: _openedAt, ...reversal } = disputeToReversal(dispute.entity);
  return { reversal };
}

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
