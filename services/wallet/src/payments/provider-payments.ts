import type { Capability, Chassis } from '@chowk/chassis';
import { handleJob } from '@chowk/jobs';
import type { CursorCodec } from '@chowk/runtime/http';
import { PeriodicTask, type Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { LedgerApi } from '../ledger/ledger.ts';
import { DueLook } from './due-look.ts';
import type { Polling } from './domain/provider-schedule.ts';
import { unmatchedRoutes } from './http/admin-unmatched.routes.ts';
import { razorpayRoutes } from './http/razorpay.routes.ts';
import { pollDisputesJob, refundUnmatchedJob, syncReversalsJob } from './jobs.ts';
import { providerEventModel } from './persistence/provider-event.model.ts';
import { createProviderEventRepository } from './persistence/provider-event.repository.ts';
import { reversalModel } from './persistence/reversal.model.ts';
import { createReversalRepository } from './persistence/reversal.repository.ts';
import { unmatchedDecisionModel, unmatchedModel } from './persistence/unmatched.model.ts';
import { createUnmatchedRepository } from './persistence/unmatched.repository.ts';
import type { PaymentRepository, PurposeHandler } from './ports.ts';
import type { PaymentProvider } from './providers/provider.ts';
import type { ProviderRegistry } from './providers/registry.ts';
import { raiseUnmatched, unmatchedAttention } from './unmatched-attention.ts';
import { createApplyProviderPayment } from './use-cases/apply-provider-payment.ts';
import { createApplyReversal } from './use-cases/apply-reversal.ts';
import { createConfirmProviderPayment } from './use-cases/confirm-provider-payment.ts';
import { createListUnmatched } from './use-cases/list-unmatched.ts';
import { createPollDisputes } from './use-cases/poll-disputes.ts';
import { createPollProviderPayments } from './use-cases/poll-provider-payments.ts';
import { createProcessProviderEvents } from './use-cases/process-provider-events.ts';
import { createReceiveProviderEvent } from './use-cases/receive-provider-event.ts';
import { createRecordCapture } from './use-cases/record-capture.ts';
import { createRefundUnmatched } from './use-cases/refund-unmatched.ts';
import { createResolveUnmatched } from './use-cases/resolve-unmatched.ts';
import { createSyncReversals } from './use-cases/sync-reversals.ts';

/** How providers are listened to. */
export interface ProviderSettings {
  polling: Polling;
  /** How often in ms the disputes of all providers are looked through. */
  disputePollMs: number;
  /** How long in ms unmatched money waits for people before it is refunded. */
  refundDelayMs: number;
  /** How often in ms stored webhooks are looked for that nobody has processed. */
  webhookSweepMs: number;
}

/**
 * Every how many sweeps the store is asked although nothing is known to be due: after half a minute and a minute
 * by default.
 */
const [RARE_WEBHOOK_LOOKS, RARE_CHECK_LOOKS] = [15, 4];

/** What providers tell and what they are asked: the part of the payments room that faces them. */
export function composeProviderPayments(
  deps: Pick<Chassis, 'connection' | 'idempotency'> & {
    ledger: LedgerApi;
    payments: PaymentRepository;
    providers: readonly PaymentProvider[];
    registry: ProviderRegistry;
    purposes: readonly PurposeHandler[];
    currency: string;
    settings: ProviderSettings;
    clock: Clock;
    cursors: (list: string) => CursorCodec;
    logger: Logger;
  },
): Required<
  Pick<Capability, 'collections' | 'routes' | 'jobs' | 'recurring' | 'tasks' | 'attention' | 'start' | 'stop'>
> & {
  /** A payment was made that a provider is to be asked about then. */
  onCheckDue: (at: Date) => void;
} {
  const { connection, ledger, payments, registry: providers, purposes, settings, clock, logger } = deps;
  const { polling, refundDelayMs } = settings;
  const events = createProviderEventRepository(connection);
  const reversals = createReversalRepository(connection);
  const unmatched = createUnmatchedRepository(connection);
  const base = {
    payments,
    reversals,
    unmatched,
    ledger,
    purposes,
    providers,
    polling,
    onUnmatched: raiseUnmatched,
    clock,
    logger,
  };
  const applyProviderPayment = createApplyProviderPayment({
    ...base,
    recordCapture: createRecordCapture({ ...base, refundDelayMs }),
    applyReversal: createApplyReversal(base),
  });
  const syncReversals = createSyncReversals({ ...base, applyProviderPayment });
  const refundUnmatched = createRefundUnmatched({ ...base, syncReversals, applyProviderPayment });
  const pollDisputes = createPollDisputes({
    ...{
      providers: deps.providers,
      reversals,
      applyProviderPayment,
      watchMs: polling.reversalWatchMs,
      clock,
    },
  });

  const resolveUnmatched = createResolveUnmatched({ ...base, currency: deps.currency });
  let webhookWorker: PeriodicTask | undefined;
  const webhooks = new DueLook({ rareMs: settings.webhookSweepMs * RARE_WEBHOOK_LOOKS, clock });
  const checks = new DueLook({ rareMs: polling.everyMs * RARE_CHECK_LOOKS, clock });
  return {
    onCheckDue: (at) => checks.expect(at),
    collections: [
      providerEventModel(connection),
      reversalModel(connection),
      unmatchedModel(connection),
      unmatchedDecisionModel(connection),
    ],
    routes: [
      ...razorpayRoutes({
        confirmProviderPayment: createConfirmProviderPayment({ payments, providers, applyProviderPayment }),
        receiveProviderEvent: createReceiveProviderEvent({
          ...{ providers, events, clock },
          notifyWorker() {
            webhooks.expect(clock());
            webhookWorker?.wake();
          },
        }),
      }),
      ...unmatchedRoutes({
        listUnmatched: createListUnmatched({ unmatched }),
        resolveUnmatched,
        idempotency: deps.idempotency,
        cursors: deps.cursors('unmatched-money'),
      }),
    ],
    attention: [unmatchedAttention({ unmatched, resolveUnmatched })],
    jobs: [
      handleJob(refundUnmatchedJob, { run: ({ id }) => refundUnmatched(id) }),
      handleJob(syncReversalsJob, {
        run: ({ provider, providerPaymentId }) => syncReversals(provider, providerPaymentId),
      }),
      handleJob(pollDisputesJob, { run: (_data, { signal }) => pollDisputes(signal) }),
    ],
    recurring: [{ job: pollDisputesJob, data: {}, everyMs: settings.disputePollMs }],
    tasks: [
      {
        name: 'provider poll',
        everyMs: polling.everyMs,
        immediately: true,
        run: checks.whenDue(createPollProviderPayments({ ...base, applyProviderPayment })),
      },
    ],
    // Not among the tasks: a webhook wakes it.
    async start() {
      webhookWorker = new PeriodicTask({
        name: 'webhook worker',
        everyMs: settings.webhookSweepMs,
        immediately: true,
        run: webhooks.whenDue(
          createProcessProviderEvents({ events, providers, applyProviderPayment, clock, logger }),
        ),
        logger,
      });
    },
    async stop() {
      await webhookWorker?.stop();
    },
  };
}
