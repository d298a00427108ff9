import type { Capability, Chassis } from '@chowk/chassis';
import type { CursorCodec } from '@chowk/runtime/http';
import { PeriodicTask, type Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { LedgerApi } from '../ledger/ledger.ts';
import type { Polling } from './domain/provider-schedule.ts';
import { paymentsRoutes } from './http/payments.routes.ts';
import { razorpayRoutes } from './http/razorpay.routes.ts';
import { paymentModel } from './persistence/payment.model.ts';
import { createPaymentRepository } from './persistence/payment.repository.ts';
import { providerEventModel } from './persistence/provider-event.model.ts';
import { createProviderEventRepository } from './persistence/provider-event.repository.ts';
import { refundModel } from './persistence/refund.model.ts';
import { createRefundRepository } from './persistence/refund.repository.ts';
import type { PurposeHandler } from './ports.ts';
import type { PaymentProvider } from './providers/provider.ts';
import { createProviderRegistry } from './providers/registry.ts';
import { createApplyProviderPayment } from './use-cases/apply-provider-payment.ts';
import { createAuthorizePayment, type AuthorizePayment } from './use-cases/authorize-payment.ts';
import { createCapturePayment, type CapturePayment } from './use-cases/capture-payment.ts';
import { createConfirmProviderPayment } from './use-cases/confirm-provider-payment.ts';
import { createExpireHolds } from './use-cases/expire-holds.ts';
import { createGetOwnPayment } from './use-cases/get-own-payment.ts';
import { createGetPayments, type GetPayments } from './use-cases/get-payments.ts';
import { createListOwnPayments } from './use-cases/list-own-payments.ts';
import { createPollProviderPayments } from './use-cases/poll-provider-payments.ts';
import { createProcessProviderEvents } from './use-cases/process-provider-events.ts';
import { createReceiveProviderEvent } from './use-cases/receive-provider-event.ts';
import { createRefundPayment, type RefundPayment } from './use-cases/refund-payment.ts';
import { createStartProviderPayment, type StartProviderPayment } from './use-cases/start-provider-payment.ts';
import { createVoidPayment, type VoidPayment } from './use-cases/void-payment.ts';

export type { PurposeHandler } from './ports.ts';
export type { StartedPayment } from './use-cases/start-provider-payment.ts';

/** Payments from wallets, for orders; and the start of payments through a provider. */
export interface PaymentsApi {
  authorizePayment: AuthorizePayment;
  capturePayment: CapturePayment;
  voidPayment: VoidPayment;
  refundPayment: RefundPayment;
  getPayments: GetPayments;
  startProviderPayment: StartProviderPayment;
}

/** Payments of users: held on their wallets, or made through a provider. */
export function composePayments({
  connection,
  ledger,
  providers: providerList,
  purposes,
  currency,
  polling,
  holdSweepMs,
  webhookSweepMs,
  clock,
  cursors,
  logger,
}: Pick<Chassis, 'connection'> & {
  ledger: LedgerApi;
  providers: readonly PaymentProvider[];
  /** What payments through a provider are for. */
  purposes: readonly PurposeHandler[];
  /** ISO 4217 */
  currency: string;
  polling: Polling;
  /** How often the money of timed-out holds is given back. */
  holdSweepMs: number;
  /** How often stored webhooks are looked for that nobody has processed. */
  webhookSweepMs: number;
  clock: Clock;
  cursors: (list: string) => CursorCodec;
  logger: Logger;
}): Capability<PaymentsApi> {
  const payments = createPaymentRepository(connection);
  const refunds = createRefundRepository(connection);
  const events = createProviderEventRepository(connection);
  const providers = createProviderRegistry(providerList);
  const applyProviderPayment = createApplyProviderPayment({ payments, purposes, ledger, clock, logger });

  let webhookWorker: PeriodicTask | undefined;
  return {
    name: 'payments',
    api: {
      authorizePayment: createAuthorizePayment({ payments, ledger, clock }),
      capturePayment: createCapturePayment({ payments, ledger, clock }),
      voidPayment: createVoidPayment({ payments, ledger, clock, currency }),
      refundPayment: createRefundPayment({ payments, refunds, ledger, clock }),
      getPayments: createGetPayments({ payments, clock }),
      startProviderPayment: createStartProviderPayment({ payments, providers, polling, clock }),
    },
    collections: [paymentModel(connection), refundModel(connection), providerEventModel(connection)],
    routes: [
      ...razorpayRoutes({
        confirmProviderPayment: createConfirmProviderPayment({ payments, providers, applyProviderPayment }),
        receiveProviderEvent: createReceiveProviderEvent({
          providers,
          events,
          notifyWorker: () => webhookWorker?.wake(),
          clock,
        }),
      }),
      ...paymentsRoutes({
        getOwnPayment: createGetOwnPayment({ payments, clock }),
        listOwnPayments: createListOwnPayments({ payments, clock }),
        cursors: cursors('payments'),
      }),
    ],
    tasks: [
      {
        name: 'hold sweep',
        everyMs: holdSweepMs,
        immediately: true,
        run: createExpireHolds({ payments, ledger, clock, logger }),
      },
      {
        name: 'provider poll',
        everyMs: polling.everyMs,
        immediately: true,
        run: createPollProviderPayments({
          payments,
          providers,
          applyProviderPayment,
          polling,
          clock,
          logger,
        }),
      },
    ],
    // Not among the tasks: a webhook wakes it.
    async start() {
      webhookWorker = new PeriodicTask({
        name: 'webhook worker',
        everyMs: webhookSweepMs,
        immediately: true,
        run: createProcessProviderEvents({ events, applyProviderPayment, clock, logger }),
        logger,
      });
    },
    async stop() {
      await webhookWorker?.stop();
    },
  };
}
