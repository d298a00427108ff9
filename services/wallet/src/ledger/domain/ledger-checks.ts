import { forbidsOverdraft, isDebt, parseAccountId } from './account.ts';
import { entryHash, entryId, type Account, type AccountState, type Entry } from './entry.ts';
import type { CurrencySum, LedgerProblem } from './ledger-report.ts';
import { contentHashOf, deltasOf, type Transfer } from './transfer.ts';

/** Takes a problem that was found. */
export type ReportProblem = (rule: LedgerProblem['rule'], where: string) => void;

/** Reports each currency whose balances do not sum to zero. */
export function checkSums(sums: readonly CurrencySum[], report: ReportProblem): void {
  for (const { currency, sum } of sums) if (sum !== 0) report('sum_not_zero', currency);
}

/** @param openHolds sum of open holds by account id, in minor units */
export function checkBalance(
  account: Account,
  openHolds: ReadonlyMap<string, number>,
  report: ReportProblem,
): void {
  const { id, balance, volumes } = account;
  if (forbidsOverdraft(id) && balance < 0) report('below_zero', id);
  if (isDebt(id) && balance > 0) report('above_zero', id);
  if (Object.values(volumes).reduce((sum, part) => sum + part, 0) !== balance) report('turnover_differs', id);
  if (parseAccountId(id).name.endsWith(':held') && balance !== (openHolds.get(id) ?? 0)) {
    report('held_differs_from_holds', id);
  }
}

/** Whether an entry goes on where its account stood before it, and is what its transfer did. */
export function checkEntry(
  entry: Entry,
  before: AccountState,
  transfer: Transfer | undefined,
  report: ReportProblem,
): void {
  const where = entryId(entry.account, entry.seq);
  if (entry.seq !== before.entryCount + 1 || entry.prevHash !== before.lastHash)
    report('chain_broken', where);
  if (
    entryHash(entry) !== entry.hash ||
    entry.balanceBefore !== before.balance ||
    entry.balanceAfter !== before.balance + entry.delta
  ) {
    report('entry_altered', where);
  }
  if (forbidsOverdraft(entry.account) && entry.balanceAfter < 0) report('below_zero', where);
  if (isDebt(entry.account) && entry.balanceAfter > 0) report('above_zero', where);
  if (!transfer) return report('transfer_missing', where);
  const agrees =
    entry.transferHash === transfer.contentHash &&
    deltasOf(transfer.postings).get(entry.account) === entry.delta;
  if (!agrees) report('transfer_altered', entry.transferId);
}

/** Where a replay of all its entries ended, against what the account's document says. */
export function checkReplayed(account: Account, end: AccountState, report: ReportProblem): void {
  if (end.balance !== account.balance) report('balance_differs_from_replay', account.id);
  if (end.entryCount !== account.entryCount || end.lastHash !== account.lastHash) {
    report('chain_broken', account.id);
  }
}

/** @param recorded accounts that have an entry of this transfer */
export function checkTransfer(
  transfer: Transfer,
  recorded: ReadonlySet<string>,
  report: ReportProblem,
): void {
  if (contentHashOf(transfer) !== transfer.contentHash) report('transfer_altered', transfer.id);
  for (const account of deltasOf(transfer.postings).keys()) {
    if (!recorded.has(account)) report('entry_missing', `${transfer.id} on ${account}`);
  }
}
