import { orThrow } from '@chowk/client';
import type { TestUser } from './test-user.ts';
import { until } from './until.ts';

/** Has an admin verify all of the wallet's ledger, and waits for the report. */
export async function verifiedLedger(admin: TestUser) {
  const { id } = (await orThrow(admin.chowk.adminVerifyLedger({ body: { mode: 'full' } }))).data.verification;
  return until(
    'the ledger is verified',
    async () => {
      const { last } = (await orThrow(admin.chowk.adminGetLedgerVerification())).data;
      return last?.id === id && last.report;
    },
    60_000,
  );
}
