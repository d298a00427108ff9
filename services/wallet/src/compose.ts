import { openChassis } from '@chowk/chassis';
import { createCursorCodec } from '@chowk/runtime/http';
import type { ServiceAddresses, ServiceContext } from '@chowk/runtime/lifecycle';
import type { Config } from './config.ts';
import { Holds } from './ledger/holds.ts';
import { Ledger } from './ledger/ledger.ts';
import { ledgerRoutes } from './ledger/ledger.routes.ts';
import { createLedgerAudit } from './ledger/store/audit.repository.ts';
import { createHoldStore } from './ledger/store/hold.repository.ts';
import { createLedgerStore } from './ledger/store/ledger.repository.ts';
import { verifyLedger } from './ledger/use-cases/verify-ledger.ts';
import { walletServer } from './payments/grpc/wallet.server.ts';
import { paymentRoutes } from './payments/payments.routes.ts';
import { createPaymentStore, createRefundStore } from './payments/store/payment.repository.ts';
import { authorizePayment } from './payments/use-cases/authorize-payment.ts';
import { capturePayment } from './payments/use-cases/capture-payment.ts';
import { expireHolds } from './payments/use-cases/expire-holds.ts';
import { getOwnPayment, getPayments, listOwnPayments } from './payments/use-cases/get-payments.ts';
import { refundPayment } from './payments/use-cases/refund-payment.ts';
import { voidPayment } from './payments/use-cases/void-payment.ts';
import { PeriodicWork } from './periodic-work.ts';
import { createRazorpay } from './providers/razorpay/razorpay-provider.ts';
import { collections } from './store/migrations/0001-collections.ts';
import { createProviderEventStore } from './topups/store/provider-event.repository.ts';
import { createTopupStore } from './topups/store/topup.repository.ts';
import { topupRoutes } from './topups/topups.routes.ts';
import { confirmTopup } from './topups/use-cases/confirm-topup.ts';
import { pollTopups } from './topups/use-cases/poll-topups.ts';
import { processProviderEvents, receiveProviderEvent } from './topups/use-cases/process-provider-events.ts';
import { settleTopup } from './topups/use-cases/settle-topup.ts';
import { startTopup } from './topups/use-cases/start-topup.ts';
import { getBalance } from './wallet/use-cases/get-balance.ts';
import { listTransactions } from './wallet/use-cases/list-transactions.ts';
import { walletRoutes } from './wallet/wallet.routes.ts';

/** Builds the wallet on real stores; tests call it too. */
export async function compose(context: ServiceContext<Config>): Promise<ServiceAddresses> {
  const { config, logger, shutdown } = context;
  const currency = config.WALLET_CURRENCY;
  const chassis = await openChassis('wallet', context, [collections]);
  const { connection, outbox, idempotency } = chassis;
  const cursors = (list: string) => createCursorCodec(config.CURSOR_SECRET, list);
  const repeat = (name: string, everyMs: number, work: () => Promise<void>): PeriodicWork => {
    const periodic = new PeriodicWork({ name, everyMs, work, logger });
    shutdown.add(name, () => periodic.stop());
    return periodic;
  };

  const ledgerStore = createLedgerStore(connection);
  const audit = createLedgerAudit(connection);
  const holdStore = createHoldStore(connection);
  const ledger = new Ledger({ store: ledgerStore, outbox, shards: config.LEDGER_SHARDS });
  const holds = new Holds({ store: holdStore, ledger });

  const payments = createPaymentStore(connection);
  const refunds = createRefundStore(connection);
  const paying = { payments, ledger, holds };
  repeat('hold sweep', config.HOLD_SWEEP_MS, expireHolds({ ...paying, holdStore }));

  const provider = createRazorpay({
    keyId: config.RAZORPAY_KEY_ID,
    keySecret: config.RAZORPAY_KEY_SECRET,
    webhookSecret: config.RAZORPAY_WEBHOOK_SECRET,
    baseUrl: config.RAZORPAY_BASE_URL,
    timeoutMs: config.RAZORPAY_TIMEOUT_MS,
  });
  const topups = createTopupStore(connection);
  const events = createProviderEventStore(connection);
  const polling = { everyMs: config.TOPUP_POLL_MS, watchMs: config.TOPUP_WATCH_MS };
  const limits = { currency, min: config.TOPUP_MIN, max: config.TOPUP_MAX };
  const settle = settleTopup({ payments, topups, ledger, provider, logger });
  repeat('top-up poll', config.TOPUP_POLL_MS, pollTopups({ topups, provider, settle, polling, logger }));
  const webhookWorker = repeat(
    'webhook worker',
    config.WEBHOOK_SWEEP_MS,
    processProviderEvents({ events, settle, logger }),
  );

  const grpcPort = await chassis.serveGrpc(
    'wallet',
    walletServer(
      {
        authorize: authorizePayment(paying),
        capture: capturePayment(paying),
        void: voidPayment({ ...paying, currency }),
        refund: refundPayment({ payments, refunds, ledger }),
        getPayments: getPayments(payments),
      },
      { maxHoldSeconds: config.HOLD_MAX_SECONDS },
    ),
  );
  const { port: httpPort } = await chassis.serveHttp([
    ...walletRoutes({
      getBalance: getBalance(ledgerStore, currency),
      listTransactions: listTransactions(ledgerStore, currency),
      currency,
      cursors: cursors('transactions'),
    }),
    ...topupRoutes({
      startTopup: startTopup({ payments, topups, provider, limits, polling }),
      confirmTopup: confirmTopup({ payments, provider, settle }),
      receiveProviderEvent: receiveProviderEvent({
        events,
        provider,
        wakeWorker: () => webhookWorker.wake(),
      }),
      idempotency,
      providerKey: provider.publicKey,
    }),
    ...paymentRoutes({
      getOwnPayment: getOwnPayment(payments),
      listOwnPayments: listOwnPayments(payments),
      cursors: cursors('payments'),
    }),
    ...ledgerRoutes({
      verifyLedger: () => verifyLedger(audit),
      listAccounts: (query) => ledgerStore.accountsPage(query),
      cursors: cursors('ledger-accounts'),
    }),
  ]);
  return { httpPort, grpcPort };
}
