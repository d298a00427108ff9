import type { Capability, Chassis } from '@chowk/chassis';
import type { CursorCodec } from '@chowk/runtime/http';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { LedgerApi } from '../ledger/ledger.ts';
import { DueLook } from './due-look.ts';
import { paymentsRoutes } from './http/payments.routes.ts';
import { createPaymentOwners } from './payment-owners.ts';
import { paymentModel } from './persistence/payment.model.ts';
import { createPaymentRepository } from './persistence/payment.repository.ts';
import { refundModel } from './persistence/refund.model.ts';
import { createRefundRepository } from './persistence/refund.repository.ts';
import type { PurposeHandler } from './ports.ts';
import type { PaymentProvider } from './providers/provider.ts';
import { composeProviderPayments, type ProviderSettings } from './provider-payments.ts';
import { createProviderRegistry } from './providers/registry.ts';
import { createAuthorizePayment, type AuthorizePayment } from './use-cases/authorize-payment.ts';
import { createCapturePayment, type CapturePayment } from './use-cases/capture-payment.ts';
import { createExpireHolds } from './use-cases/expire-holds.ts';
import { createGetOwnPayment } from './use-cases/get-own-payment.ts';
import { createGetPayments, type GetPayments } from './use-cases/get-payments.ts';
import { createListOwnPayments } from './use-cases/list-own-payments.ts';
import { createRefundPayment, type RefundPayment } from './use-cases/refund-payment.ts';
import { createStartProviderPayment, type StartProviderPayment } from './use-cases/start-provider-payment.ts';
import { createVoidPayment, type VoidPayment } from './use-cases/void-payment.ts';

export { createOpenHolds } from './persistence/open-holds.ts';
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

/** Every how many sweeps the store is asked although no hold is known to be due: once a minute by default. */
const RARE_HOLD_LOOKS = 12;

/** Payments of users: held on their wallets, or made through a provider. */
export function composePayments(
  deps: Pick<Chassis, 'connection' | 'idempotency'> & {
    ledger: LedgerApi;
    providers: readonly PaymentProvider[];
    /** What payments through a provider are for. */
    purposes: readonly PurposeHandler[];
    /** ISO 4217 */
    currency: string;
    settings: ProviderSettings & {
      /** How often in ms it is looked whether money of timed-out holds is to be given back. */
      holdSweepMs: number;
      /** How much of it at a time. */
      holdSweepConcurrency: number;
    };
    clock: Clock;
    cursors: (list: string) => CursorCodec;
    logger: Logger;
  },
): Capability<PaymentsApi> {
  const { connection, ledger, currency, settings, clock, cursors, logger } = deps;
  const payments = createPaymentRepository(connection);
  const refunds = createRefundRepository(connection);
  const registry = createProviderRegistry(deps.providers);
  const owners = createPaymentOwners();
  const releases = new DueLook({ rareMs: settings.holdSweepMs * RARE_HOLD_LOOKS, clock });
  const onReleaseDue = (at: Date): void => releases.expect(at);
  const { onCheckDue, ...providerPayments } = composeProviderPayments({ ...deps, payments, registry });
  return {
    ...providerPayments,
    name: 'payments',
    api: {
      authorizePayment: createAuthorizePayment({ payments, owners, ledger, onReleaseDue, clock }),
      capturePayment: createCapturePayment({ payments, owners, ledger, clock }),
      voidPayment: createVoidPayment({ payments, owners, ledger, clock, currency }),
      refundPayment: createRefundPayment({ payments, owners, refunds, ledger, clock }),
      getPayments: createGetPayments({ payments, clock }),
      startProviderPayment: createStartProviderPayment({
        ...{ payments, providers: registry, polling: settings.polling, clock },
        onCheckDue,
      }),
    },
    collections: [paymentModel(connection), refundModel(connection), ...providerPayments.collections],
    routes: [
      ...providerPayments.routes,
      ...paymentsRoutes({
        getOwnPayment: createGetOwnPayment({ payments, clock }),
        listOwnPayments: createListOwnPayments({ payments, clock }),
        cursors: cursors('payments'),
      }),
    ],
    tasks: [
      {
        name: 'hold sweep',
        everyMs: settings.holdSweepMs,
        immediately: true,
        run: releases.whenDue(
          createExpireHolds({
            ...{ payments, ledger, concurrency: settings.holdSweepConcurrency, clock, logger },
          }),
        ),
      },
      ...providerPayments.tasks,
    ],
  };
}
