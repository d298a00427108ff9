import { defineJob } from '@chowk/jobs';
import { z } from 'zod';

/** Proves the ledger; its key is the id of the run. It goes on where a try before it was cut off. */
export const verifyLedgerJob = defineJob({
  type: 'wallet.verify-ledger',
  schema: z.object({ verificationId: z.string() }),
  maxAttempts: 20,
  timeoutMs: 24 * 3_600_000,
});
