import { checkTransfer, type ReportProblem } from '../domain/ledger-checks.ts';
import type { Transfer } from '../domain/transfer.ts';
import type { LedgerAuditRepository } from '../ports.ts';
import type { PageDeps, ProvedPage } from './proved-page.ts';

const PAGE = 500;

/** Checks transfers' own hashes, and that each of their accounts has an entry. */
export async function verifyTransfers(
  transfers: readonly Transfer[],
  { audit, report }: { audit: LedgerAuditRepository; report: ReportProblem },
): Promise<void> {
  const recorded = await audit.listAccountsOf(transfers.map(({ id }) => id));
  for (const transfer of transfers) checkTransfer(transfer, new Set(recorded.get(transfer.id)), report);
}

/** Proves the next transfers. */
export async function verifyTransfersPage(afterId: string | undefined, deps: PageDeps): Promise<ProvedPage> {
  const transfers = await deps.audit.listTransfers({ afterId, limit: PAGE });
  await verifyTransfers(transfers, deps);
  return {
    transfers: transfers.length,
    lastId: transfers.length < PAGE ? undefined : transfers.at(-1)!.id,
  };
}

/**
 * Looks for accounts that are gone: of all that entries name, or, cheaper, of those that were proved before.
 */
export async function verifyMissing(
  afterId: string | undefined,
  { audit, mode, report }: PageDeps,
): Promise<ProvedPage> {
  const check = async (ids: readonly string[]): Promise<void> => {
    const existing = await audit.findExisting(ids);
    for (const id of ids) if (!existing.has(id)) report('account_missing', id);
  };
  if (mode === 'full') {
    for await (const ids of audit.streamEntryAccounts()) await check(ids);
    return {};
  }
  const heads = await audit.listHeads({ afterId, limit: PAGE });
  await check(heads.map(({ id }) => id));
  return { lastId: heads.length < PAGE ? undefined : heads.at(-1)!.id };
}
