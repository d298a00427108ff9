import { chassisConfigSchema } from '@chowk/chassis';
import { MAX_CHECKOUT_HOLD_SECONDS } from '@chowk/contracts/grpc';
import { secretKeyring } from '@chowk/keyring';
import { integer } from '@chowk/runtime/config';
import { z } from 'zod';

export const configSchema = z.object({
  ...chassisConfigSchema.shape,
  /** Addresses of catalog's gRPC side, `host:port`, several separated by commas. */
  CATALOG_GRPC: z.string().min(1),
  /** Addresses of wallet's gRPC side, `host:port`, several separated by commas. */
  WALLET_GRPC: z.string().min(1),
  /** Signs the cursors of lists. */
  CURSOR_SECRET: secretKeyring('development-cursor-secret'),
  /** Different articles that one cart may hold. */
  CART_MAX_LINES: integer(100, 1, 500),
  /** Units of one article that one cart may hold. */
  CART_MAX_QUANTITY: integer(100, 1, 10_000),
  /** Days without a change after which the cart of a guest expires. */
  GUEST_CART_TTL_DAYS: integer(30, 1, 365),
  /** A process whose holder gave no sign of life for so many ms is taken over by another replica. */
  SAGA_LEASE_MS: integer(5_000, 200, 30_000),
  /** Longest pause in ms between looks for processes that a dead replica may have left; what is known to come due is looked for then. */
  SAGA_SWEEP_MS: integer(10_000, 20, 60_000),
  /** Processes from such looks that one replica works on at a time. */
  SAGA_SWEEP_BATCH: integer(50, 1, 1_000),
  /** How long in ms a checkout tries again while a neighbour is away, before it turns back. */
  SAGA_BUDGET_MS: integer(3_000, 0, 60_000),
  /** First pause in ms after a failed step; doubles with each further failure. */
  SAGA_BACKOFF_MS: integer(100, 1, 5_000),
  /** Longest pause in ms between two tries of a step. */
  SAGA_BACKOFF_MAX_MS: integer(5_000, 1, 60_000),
  /** Refusals of a step that knows no way back, after which its process needs attention. */
  SAGA_MAX_REFUSALS: integer(8, 1, 100),
  /** Seconds for which a step past the commit point is tried while a neighbour is away, until its process needs attention. */
  SAGA_MAX_OUTAGE_SECONDS: integer(86_400, 1, 604_800),
  /** Days after which a process that is over is forgotten. */
  PROCESS_KEEP_DAYS: integer(30, 1, 365),
  /** Days that an order which came to nothing is kept, for support. */
  FAILED_ORDER_KEEP_DAYS: integer(90, 2, 3_650),
  /** Seconds for which stock and money are held for a checkout; an order is never confirmed after half of it. */
  CHECKOUT_HOLD_SECONDS: integer(900, 60, MAX_CHECKOUT_HOLD_SECONDS),
  /** Longest time in ms that a request waits for the outcome of its checkout. */
  CHECKOUT_WAIT_MS: integer(10_000, 100, 120_000),
  /** Once the outcome is certain: how long in ms the answer waits for what remains to be done. */
  SETTLE_WAIT_MS: integer(2_000, 0, 60_000),
});

export type Config = z.output<typeof configSchema>;
