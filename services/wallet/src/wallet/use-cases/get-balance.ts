import { money, type Money } from '@chowk/money';
import { accountId, SUB_ACCOUNTS, userAccount, type SubAccount } from '../../ledger/domain/account.ts';
import type { Account } from '../../ledger/domain/entry.ts';
import type { TransferKind } from '../../ledger/domain/transfer.ts';
import type { LedgerApi } from '../../ledger/ledger.ts';

export interface Balance {
  /** What can be spent. */
  balance: Money;
  /** What is set aside for payments under way. */
  held: Money;
  /** Rewards. Top-ups are the user's own money and refunds return it: neither is earned. */
  totalEarned: Money;
  /** What was paid for orders, less what was refunded. */
  totalSpent: Money;
  /** What a provider took back after it was spent; missing when nothing is owed. */
  owed?: Money;
}

/** Kinds of transfer that pay rewards: none so far. */
const EARNING: readonly TransferKind[] = [];
const SPENDING: readonly TransferKind[] = ['capture', 'refund'];

/** A user's wallet in the installation's currency; all zero before the first transfer. */
export type GetBalance = (userId: string) => Promise<Balance>;

export const createGetBalance =
  (deps: { ledger: Pick<LedgerApi, 'findAccounts'>; currency: string }): GetBalance =>
  async (userId) => {
    const { ledger, currency } = deps;
    const idOf = (subAccount: SubAccount) => accountId(userAccount(userId, subAccount), currency, 0);
    const accounts = await ledger.findAccounts(SUB_ACCOUNTS.map(idOf));
    const balanceOf = (subAccount: SubAccount) => accounts.get(idOf(subAccount))?.balance ?? 0;
    // Over all accounts: a capture takes from one and returns what it did not need to another, and what comes
    // back may pay a debt.
    const moved = (kinds: readonly TransferKind[]) =>
      [...accounts.values()].reduce((sum, account) => sum + volume(account, kinds), 0);
    const owed = -balanceOf('owed');
    return {
      balance: money(balanceOf('available'), currency),
      held: money(balanceOf('held'), currency),
      totalEarned: money(moved(EARNING), currency),
      totalSpent: money(-moved(SPENDING), currency),
      ...(owed > 0 && { owed: money(owed, currency) }),
    };
  };

const volume = (account: Account, kinds: readonly TransferKind[]): number =>
  kinds.reduce((sum, kind) => sum + (account.volumes[kind] ?? 0), 0);
