import { hasFloor, parseAccountId } from '../domain/account.ts';
import { entryHash, newAccount, type AccountHead, type Entry } from '../domain/entry.ts';
import { contentHashOf, deltasOf, type Transfer } from '../domain/transfer.ts';
import type { Account, LedgerAudit } from '../ports.ts';

/** Something in the ledger that cannot be: which rule, and where. */
interface LedgerProblem {
  rule:
    | 'sum_not_zero'
    | 'below_zero'
    | 'balance_differs_from_replay'
    | 'held_differs_from_holds'
    | 'turnover_differs'
    | 'chain_broken'
    | 'entry_altered'
    | 'transfer_altered'
    | 'transfer_missing'
    | 'entry_missing'
    | 'account_missing';
  where: string;
}

export interface LedgerReport {
  ok: boolean;
  accounts: number;
  entries: number;
  transfers: number;
  /** Per currency the sum of all balances: zero in a sound ledger. */
  sums: Array<{ currency: string; sum: number }>;
  problems: LedgerProblem[];
  /** Whether there were more problems than `problems` lists. */
  truncated: boolean;
}

const MAX_PROBLEMS = 100;

/**
 * Recomputes the whole ledger and compares. Balances are taken in one snapshot; entries, which never change,
 * are then replayed up to where each account stood in it, so it may run while money moves. Each entry must
 * continue its account's hash chain and agree with its transfer; each transfer must have all its entries.
 * Memory holds all accounts; entries and transfers pass through in batches.
 */
export async function verifyLedger(audit: LedgerAudit): Promise<LedgerReport> {
  const problems: LedgerProblem[] = [];
  const report = (rule: LedgerProblem['rule'], where: string) => problems.push({ rule, where });

  const { accounts, openHolds } = await audit.snapshot();
  const sums = sumsByCurrency(accounts);
  for (const { currency, sum } of sums) if (sum !== 0) report('sum_not_zero', currency);
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
}

type Report = (rule: LedgerProblem['rule'], where: string) => void;

function sumsByCurrency(accounts: readonly Account[]): LedgerReport['sums'] {
  const sums = new Map<string, number>();
  for (const { id, balance } of accounts) {
    const { currency } = parseAccountId(id);
    sums.set(currency, (sums.get(currency) ?? 0) + balance);
  }
  return [...sums].map(([currency, sum]) => ({ currency, sum }));
}

function checkBalance(account: Account, openHolds: ReadonlyMap<string, number>, report: Report): void {
  const { id, balance, turnover } = account;
  if (hasFloor(id) && balance < 0) report('below_zero', id);
  if (Object.values(turnover).reduce((sum, part) => sum + part, 0) !== balance)
    report('turnover_differs', id);
  if (parseAccountId(id).name.endsWith(':held') && balance !== (openHolds.get(id) ?? 0)) {
    report('held_differs_from_holds', id);
  }
}

/** Walks every account's chain and compares its end with the account. Returns the number of entries. */
async function replayEntries(
  audit: LedgerAudit,
  accounts: readonly Account[],
  report: Report,
): Promise<number> {
  const expected = new Map(accounts.map((account) => [account.id, account]));
  const replayed = new Map<string, AccountHead>();
  const unknown = new Set<string>();
  let count = 0;
  for await (const batch of audit.entries()) {
    const transfers = await audit.transfersById([...new Set(batch.map(({ transferId }) => transferId))]);
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
  const madeSince = await audit.existing([...unknown]);
  for (const id of unknown) if (!madeSince.has(id)) report('account_missing', id);
  for (const account of accounts) {
    const end = replayed.get(account.id) ?? newAccount(account.id);
    if (end.balance !== account.balance) report('balance_differs_from_replay', account.id);
    if (end.entryCount !== account.entryCount || end.lastHash !== account.lastHash) {
      report('chain_broken', account.id);
    }
  }
  return count;
}

function checkEntry(entry: Entry, before: AccountHead, transfer: Transfer | undefined, report: Report): void {
  const where = `${entry.account}#${entry.seq}`;
  if (entry.seq !== before.entryCount + 1 || entry.prevHash !== before.lastHash)
    report('chain_broken', where);
  if (
    entryHash(entry) !== entry.hash ||
    entry.balanceBefore !== before.balance ||
    entry.balanceAfter !== before.balance + entry.delta
  ) {
    report('entry_altered', where);
  }
  if (hasFloor(entry.account) && entry.balanceAfter < 0) report('below_zero', where);
  if (!transfer) return report('transfer_missing', where);
  const agrees =
    entry.transferHash === transfer.contentHash &&
    deltasOf(transfer.postings).get(entry.account) === entry.delta;
  if (!agrees) report('transfer_altered', entry.transferId);
}

/** Checks each transfer's own hash and that each of its accounts has an entry. Returns the number of transfers. */
async function checkTransfers(audit: LedgerAudit, report: Report): Promise<number> {
  let count = 0;
  for await (const batch of audit.transfers()) {
    count += batch.length;
    const recorded = await audit.accountsOfTransfers(batch.map(({ id }) => id));
    for (const transfer of batch) {
      if (contentHashOf(transfer) !== transfer.contentHash) report('transfer_altered', transfer.id);
      const accounts = new Set(recorded.get(transfer.id));
      for (const account of deltasOf(transfer.postings).keys()) {
        if (!accounts.has(account)) report('entry_missing', `${transfer.id} on ${account}`);
      }
    }
  }
  return count;
}
