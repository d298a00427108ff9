import { newAccount, type Account, type AccountState } from '../domain/entry.ts';
import {
  checkBalance,
  checkEntry,
  checkReplayed,
  checkSums,
  checkTransfer,
  type ReportProblem,
} from '../domain/ledger-checks.ts';
import type { LedgerProblem, LedgerReport } from '../domain/ledger-report.ts';
import type { LedgerAuditRepository } from '../ports.ts';

const MAX_PROBLEMS = 100;

/**
 * Recomputes the whole ledger and compares. Balances are taken in one snapshot; entries, which never change,
 * are then replayed up to where each account stood in it, so it may run while money moves. Each entry must
 * continue its account's hash chain and agree with its transfer; each transfer must have all its entries.
 * Memory holds all accounts; entries and transfers pass through in batches.
 */
export type VerifyLedger = () => Promise<LedgerReport>;

export const createVerifyLedger =
  ({ audit }: { audit: LedgerAuditRepository }): VerifyLedger =>
  async () => {
    const problems: LedgerProblem[] = [];
    const report: ReportProblem = (rule, where) => problems.push({ rule, where });

    const { accounts, openHolds } = await audit.snapshot();
    const sums = checkSums(accounts, report);
    for (const account of accounts) checkBalance(account, openHolds, report);

    const entries = await replayEntries(audit, accounts, report);
    const transfers = await checkTransfers(audit, report);
    return {
      ok: problems.length === 0,
      accounts: accounts.length,
      entries,
      transfers,
      sums,
      problems: problems.slice(0, MAX_PROBLEMS),
      truncated: problems.length > MAX_PROBLEMS,
    };
  };

/** Walks every account's chain and compares its end with the account. Returns the number of entries. */
async function replayEntries(
  audit: LedgerAuditRepository,
  accounts: readonly Account[],
  report: ReportProblem,
): Promise<number> {
  const expected = new Map(accounts.map((account) => [account.id, account]));
  const replayed = new Map<string, AccountState>();
  const unknown = new Set<string>();
  let count = 0;
  for await (const batch of audit.streamEntries()) {
    const transfers = await audit.findTransfers([...new Set(batch.map(({ transferId }) => transferId))]);
    for (const entry of batch) {
      const account = expected.get(entry.account);
      if (!account) unknown.add(entry.account);
      // Written after the snapshot; the next run sees it.
      if (!account || entry.seq > account.entryCount) continue;
      count += 1;
      const before = replayed.get(entry.account) ?? newAccount(entry.account);
      checkEntry(entry, before, transfers.get(entry.transferId), report);
      replayed.set(entry.account, {
        id: entry.account,
        balance: before.balance + entry.delta,
        entryCount: entry.seq,
        lastHash: entry.hash,
      });
    }
  }
  const madeSince = await audit.findExisting([...unknown]);
  for (const id of unknown) if (!madeSince.has(id)) report('account_missing', id);
  for (const account of accounts)
    checkReplayed(account, replayed.get(account.id) ?? newAccount(account.id), report);
  return count;
}

/** Checks each transfer's own hash and that each of its accounts has an entry. Returns the number of transfers. */
async function checkTransfers(audit: LedgerAuditRepository, report: ReportProblem): Promise<number> {
  let count = 0;
  for await (const batch of audit.streamTransfers()) {
    count += batch.length;
    const recorded = await audit.listAccountsOf(batch.map(({ id }) => id));
    for (const transfer of batch) checkTransfer(transfer, new Set(recorded.get(transfer.id)), report);
  }
  return count;
}
