import { entryId, newAccount, type Account, type AccountState } from '../domain/entry.ts';
import { checkBalance, checkEntry, checkReplayed, type ReportProblem } from '../domain/ledger-checks.ts';
import type { EntryRange } from '../ports.ts';
import { verifyTransfers } from './verify-transfers.ts';
import type { PageDeps, ProvedPage } from './proved-page.ts';

const PAGE = 100;

/** Proves the next accounts with their entries, and notes those that are sound. */
export async function verifyAccountsPage(afterId: string | undefined, deps: PageDeps): Promise<ProvedPage> {
  const { audit, clock, mode, report } = deps;
  const { accounts, openHolds } = await audit.accountsPage({ afterId, limit: PAGE });
  const heads =
    mode === 'full' ? new Map<string, AccountState>() : await audit.findHeads(accounts.map(({ id }) => id));
  const unsound = new Set<string>();
  const reportOf =
    (id: string): ReportProblem =>
    (rule, where) => {
      unsound.add(id);
      report(rule, where);
    };
  for (const account of accounts) checkBalance(account, openHolds, reportOf(account.id));
  const entries = await replay(accounts, heads, reportOf, deps);
  const sound = accounts.filter(({ id }) => !unsound.has(id));
  await audit.saveHeads(
    sound.map(({ id, balance, entryCount, lastHash }) => ({ id, balance, entryCount, lastHash })),
    clock(),
  );
  return {
    accounts: accounts.length,
    entries,
    lastId: accounts.length < PAGE ? undefined : accounts.at(-1)!.id,
  };
}

/** Walks the chains of accounts from where they were proved, and compares their ends with the accounts. */
async function replay(
  accounts: readonly Account[],
  heads: ReadonlyMap<string, AccountState>,
  reportOf: (id: string) => ReportProblem,
  { audit, mode, report }: PageDeps,
): Promise<number> {
  const startOf = (id: string): AccountState => heads.get(id) ?? newAccount(id);
  const expected = new Map(accounts.map((account) => [account.id, account]));
  const replayed = new Map<string, AccountState>();
  let count = 0;
  for await (const batch of audit.streamEntries(rangesOf(accounts, startOf))) {
    const transfers = await audit.findTransfers([...new Set(batch.map(({ transferId }) => transferId))]);
    for (const entry of batch) {
      const account = expected.get(entry.account);
      // Of an account without a document, which another phase looks for; or written after the accounts were read,
      // and the next run sees it.
      if (!account || entry.seq > account.entryCount) continue;
      const start = startOf(entry.account);
      if (entry.seq === start.entryCount) {
        if (entry.hash !== start.lastHash)
          reportOf(account.id)('chain_broken', entryId(account.id, entry.seq));
        continue;
      }
      count += 1;
      const before = replayed.get(entry.account) ?? start;
      checkEntry(entry, before, transfers.get(entry.transferId), reportOf(account.id));
      replayed.set(entry.account, {
        id: entry.account,
        balance: before.balance + entry.delta,
        entryCount: entry.seq,
        lastHash: entry.hash,
      });
    }
    if (mode === 'incremental') await verifyTransfers([...transfers.values()], { audit, report });
  }
  for (const account of accounts)
    checkReplayed(account, replayed.get(account.id) ?? startOf(account.id), reportOf(account.id));
  return count;
}

/**
 * Of accounts in the order of their ids what came since they were proved, neighbours together. From the proved
 * entry itself on: it must still be there, and the same.
 */
function rangesOf(accounts: readonly Account[], startOf: (id: string) => AccountState): EntryRange[] {
  const ranges: EntryRange[] = [];
  let open: EntryRange | undefined;
  for (const { id, lastHash } of accounts) {
    const { entryCount, lastHash: provedHash } = startOf(id);
    if (provedHash === lastHash) open = undefined;
    else if (open && entryCount === 0) open.throughAccount = id;
    else {
      open = { from: { account: id, seq: Math.max(1, entryCount) }, throughAccount: id };
      ranges.push(open);
    }
  }
  return ranges;
}
