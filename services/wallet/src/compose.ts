import { openChassis } from '@chowk/chassis';
import { createCursorCodec } from '@chowk/runtime/http';
import type { ServiceAddresses, ServiceContext } from '@chowk/runtime/lifecycle';
import type { Config } from './config.ts';
import { walletServer } from './grpc/wallet.server.ts';
import { composeLedger } from './ledger/ledger.ts';
import { watchEndedPayments } from './migrations/0002-watch-ended-payments.ts';
import { holdsInPayments } from './migrations/0003-holds-in-payments.ts';
import { paddedEntryIds } from './migrations/0004-padded-entry-ids.ts';
import { composePayments, createOpenHolds } from './payments/payments.ts';
import { createRazorpay } from './payments/providers/razorpay/razorpay-provider.ts';
import { composeTopups, topupPurpose } from './topups/topups.ts';
import { composeWallet } from './wallet/wallet.ts';

const DAY_MS = 24 * 3_600_000;

/** Builds the wallet on real stores; tests call it too. */
export async function compose(context: ServiceContext<Config>): Promise<ServiceAddresses> {
  const { config, logger } = context;
  const chassis = await openChassis('wallet', context);
  const { clock } = chassis;
  const cursorSigner = config.CURSOR_SECRET.signer('wallet cursors', 16);
  const cursors = (list: string) => createCursorCodec(cursorSigner, list);
  const currency = config.WALLET_CURRENCY;

  const ledger = composeLedger({
    ...chassis,
    openHolds: createOpenHolds(chassis.connection),
    clock,
    cursors,
    shards: config.LEDGER_SHARDS,
    maxWaiting: config.LEDGER_MAX_WAITING,
  });
  const wallet = composeWallet({ ledger: ledger.api, currency, cursors });
  const payments = composePayments({
    ...chassis,
    ledger: ledger.api,
    providers: [
      createRazorpay({
        keyId: config.RAZORPAY_KEY_ID,
        keySecrets: config.RAZORPAY_KEY_SECRET,
        webhookSecrets: config.RAZORPAY_WEBHOOK_SECRET,
        baseUrl: config.RAZORPAY_BASE_URL,
        timeoutMs: config.RAZORPAY_TIMEOUT_MS,
      }),
    ],
    purposes: [topupPurpose(ledger.api)],
    currency,
    settings: {
      polling: {
        everyMs: config.TOPUP_POLL_MS,
        watchMs: config.TOPUP_WATCH_MS,
        reversalEveryMs: config.REVERSAL_POLL_MS,
        reversalWatchMs: config.REVERSAL_WATCH_DAYS * DAY_MS,
        concurrency: config.PROVIDER_POLL_CONCURRENCY,
      },
      disputePollMs: config.DISPUTE_POLL_MS,
      refundDelayMs: config.UNMATCHED_REFUND_DELAY_SECONDS * 1000,
      webhookSweepMs: config.WEBHOOK_SWEEP_MS,
      holdSweepMs: config.HOLD_SWEEP_MS,
      holdSweepConcurrency: config.HOLD_SWEEP_CONCURRENCY,
    },
    clock,
    cursors,
    logger,
  });
  const topups = composeTopups({
    ...chassis,
    payments: payments.api,
    limits: { currency, min: config.TOPUP_MIN, max: config.TOPUP_MAX },
  });

  return chassis.mount([ledger, wallet, payments, topups], {
    migrations: [watchEndedPayments, holdsInPayments, paddedEntryIds],
    grpc: {
      service: 'wallet',
      implementation: walletServer(payments.api, { maxHoldSeconds: config.HOLD_MAX_SECONDS }),
    },
  });
}
