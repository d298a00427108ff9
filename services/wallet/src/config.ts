import { chassisConfigSchema } from '@chowk/chassis';
import { MAX_CHECKOUT_HOLD_SECONDS } from '@chowk/contracts/grpc';
import { secretKeyring } from '@chowk/keyring';
import { integer, secret } from '@chowk/runtime/config';
import { z } from 'zod';

/** Settings of the wallet. */
export const configSchema = z.object({
  ...chassisConfigSchema.shape,
  /** Signs the cursors of lists. */
  CURSOR_SECRET: secretKeyring('development-cursor-secret-of-wallet'),
  /** Currency of all wallets, ISO 4217. */
  WALLET_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('INR'),
  /** Into how many accounts each system account is split, so that busy ones do not conflict; may change at any time. */
  LEDGER_SHARDS: integer(16, 1, 1000),
  /** How many transfers of one process may wait for their turn; more are refused with OVERLOADED. */
  LEDGER_MAX_WAITING: integer(1_000, 1, 100_000),
  /** Longest time in seconds that a payment may hold money; not less than orders may ask for. */
  HOLD_MAX_SECONDS: integer(7 * 24 * 3600, MAX_CHECKOUT_HOLD_SECONDS),
  /** How often in ms the money of timed-out holds is given back; with none known the database is asked every 12th time. */
  HOLD_SWEEP_MS: integer(5_000, 10),
  /** How many timed-out holds one process gives back at a time. */
  HOLD_SWEEP_CONCURRENCY: integer(4, 1, 100),
  /** Smallest top-up in minor units. */
  TOPUP_MIN: integer(100, 1),
  /** Largest top-up in minor units. */
  TOPUP_MAX: integer(10_000_000, 1),
  /** Shortest pause in ms between two questions to the provider about an open top-up; it grows with its age. */
  TOPUP_POLL_MS: integer(15_000, 10),
  /** Age in ms after which the provider is not asked about an unpaid top-up any more. */
  TOPUP_WATCH_MS: integer(5 * 24 * 3_600_000, 1000),
  /** How many questions of one process to providers about payments are under way at a time. */
  PROVIDER_POLL_CONCURRENCY: integer(8, 1, 100),
  /** First pause in ms before a captured payment's provider is asked what it took back; it grows to a week. */
  REVERSAL_POLL_MS: integer(600_000, 10),
  /** Age in days after which a provider is not asked any more what it took back; banks dispute for 120. */
  REVERSAL_WATCH_DAYS: integer(180, 1, 3_650),
  /** How often in ms the disputes of all providers are looked through. */
  DISPUTE_POLL_MS: integer(3_600_000, 100),
  /** Seconds for which captured money that counts for nothing waits for an admin before it goes back by itself. */
  UNMATCHED_REFUND_DELAY_SECONDS: integer(3_600, 0, 30 * 24 * 3_600),
  /** How often in ms stored webhooks are taken up that nobody has processed; with none known the database is asked every 15th time. */
  WEBHOOK_SWEEP_MS: integer(2_000, 10),
  /** Razorpay's public key id; clients open the checkout with it. */
  RAZORPAY_KEY_ID: secret('rzp_test_chowkdevelopment', 1),
  /** Razorpay's key secret: the first signs API calls, the checkout's answer may be signed with any. Razorpay issues it, so it has their length. */
  RAZORPAY_KEY_SECRET: secretKeyring('development-razorpay-key-secret', { minLength: 16 }),
  /** The secret that was entered for the webhook in Razorpay's dashboard; webhooks may be signed with any. */
  RAZORPAY_WEBHOOK_SECRET: secretKeyring('development-razorpay-webhook-secret'),
  /** Where Razorpay's API is; the provider emulator in development. */
  RAZORPAY_BASE_URL: z.url().default('https://api.razorpay.com'),
  /** Longest wait in ms for an answer of Razorpay. */
  RAZORPAY_TIMEOUT_MS: integer(5_000, 10),
});
export type Config = z.output<typeof configSchema>;
