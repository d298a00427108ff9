import { chassisConfigSchema } from '@chowk/chassis';
import { MAX_CHECKOUT_HOLD_SECONDS } from '@chowk/contracts/grpc';
import { secretKeyring } from '@chowk/keyring';
import { integer } from '@chowk/runtime/config';
import { z } from 'zod';

export const configSchema = z.object({
  ...chassisConfigSchema.shape,
  /** Signs the cursors of lists. */
  CURSOR_SECRET: secretKeyring('catalog-cursor-secret-for-development'),
  /** Longest time in seconds that an order may keep units reserved; not less than orders may ask for. */
  RESERVATION_MAX_TTL_SECONDS: integer(MAX_CHECKOUT_HOLD_SECONDS, MAX_CHECKOUT_HOLD_SECONDS),
  /** Most lines of one reservation. */
  RESERVATION_MAX_LINES: integer(100, 1, 1_000),
  /** Most units of one article in one reservation. */
  RESERVATION_MAX_QUANTITY: integer(10_000, 1, 1_000_000),
  /** Longest wait in ms for a half-done reservation of somebody else before an article counts as sold out. */
  RESERVATION_PATIENCE_MS: integer(250, 0, 10_000),
  /** Days until an ended reservation without a sale is forgotten; until then a late Reserve is refused. */
  RESERVATION_KEEP_DAYS: integer(30, 1),
  /** Days for which a stock row remembers that an order's units were sold or given back, at the longest. */
  STOCK_MARKER_KEEP_DAYS: integer(7, 1),
  /** Pause in ms that gathers sales before their marks are taken off the stock, and products told of what sold out. */
  STOCK_TIDY_DELAY_MS: integer(500, 10, 60_000),
  /** Pause in ms between two rounds of tidying up after ended reservations; nothing waits for them. */
  STOCK_SWEEP_INTERVAL_MS: integer(60_000, 10),
  /** Pause in ms between two looks through all of the stock for rows that say wrongly whether they are sold out. */
  STOCK_REPAIR_INTERVAL_MS: integer(3_600_000, 10),
  /** Age in ms at which the tidying takes something unfinished for abandoned. */
  STOCK_SWEEP_GRACE_MS: integer(60_000, 0),
  /** Threshold of a new article's low-stock event where the merchant gives none. */
  STOCK_LOW_THRESHOLD: integer(5, 0),
  /** Largest radius in metres of a search for stores nearby. */
  NEARBY_MAX_RADIUS_METRES: integer(50_000, 1),
  /** Most variants of one product. */
  PRODUCT_MAX_VARIANTS: integer(100, 1, 1_000),
  /** Most ids of one gRPC question. */
  GRPC_MAX_IDS: integer(500, 1, 5_000),
});

export type Config = z.output<typeof configSchema>;
