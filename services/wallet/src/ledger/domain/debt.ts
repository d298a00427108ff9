import { ownerOf, parseAccountId, userAccount } from './account.ts';
import { deltasOf, type NewTransfer, type Posting } from './transfer.ts';

/** The balance of an account in minor units; zero for one that does not exist. */
export type BalanceOf = (name: string, currency: string) => number;

/**
 * The postings that debts add to a transfer: what comes to a user who owes pays the debt first, and what a
 * provider takes back beyond the spendable money is owed. Both pass through the spendable account, also where
 * its balance stays the same: two transfers that decide about one user's debt at a time then conflict, and no
 * user ever has money to spend and a debt.
 */
export function debtPostings({ kind, postings }: NewTransfer, balanceOf: BalanceOf): Posting[] {
  const added: Posting[] = [];
  for (const [key, delta] of deltasOf(postings.map(byCurrency))) {
    const { name, currency } = parseAccountId(key);
    const userId = ownerOf(name);
    if (userId === undefined || name !== userAccount(userId, 'available')) continue;
    const owed = userAccount(userId, 'owed');
    const repaid = Math.min(delta, -balanceOf(owed, currency));
    const short = -(balanceOf(name, currency) + delta);
    if (repaid > 0) added.push({ source: name, destination: owed, amount: repaid, currency });
    else if (kind === 'reversal' && short > 0)
      added.push({ source: owed, destination: name, amount: short, currency });
  }
  return added;
}

/** The sums below are of an account and a currency, not of its shards. */
const byCurrency = ({ source, destination, amount, currency }: Posting): Posting => ({
  source: `${source}/${currency}`,
  destination: `${destination}/${currency}`,
  amount,
  currency,
});
