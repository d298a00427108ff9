import { defineJob } from '@chowk/jobs';
import { z } from 'zod';
import { PROVIDER_NAMES } from './domain/provider-name.ts';

/** Gives unmatched money back to the customer; its key is the money's id. */
export const refundUnmatchedJob = defineJob({
  type: 'wallet.refund-unmatched',
  schema: z.object({ id: z.string() }),
  // About two hours of a provider that is away.
  backoff: { firstMs: 5_000, maxMs: 30 * 60_000 },
  maxAttempts: 12,
});

/** Asks a provider what it took back of one of its payments; its key names both. */
export const syncReversalsJob = defineJob({
  type: 'wallet.sync-reversals',
  schema: z.object({ provider: z.enum(PROVIDER_NAMES), providerPaymentId: z.string() }),
  backoff: { firstMs: 5_000, maxMs: 30 * 60_000 },
  maxAttempts: 12,
});

/** Looks through the disputes of all providers for what no webhook told. */
export const pollDisputesJob = defineJob({
  type: 'wallet.poll-disputes',
  schema: z.object({}),
  maxAttempts: 3,
});
