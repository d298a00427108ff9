import { money, type Money } from '@chowk/money';
import { accountId, userAccount } from '../../ledger/domain/account.ts';
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
}

/** Kinds of transfer that pay rewards: none so far. */
const EARNING: readonly TransferKind[] = [];
const SPENDING: readonly TransferKind[] = ['capture', 'refund'];

/** A user's wallet in the installation's currency; all zero before the first transfer. */
export type GetBalance = (userId: string) => Promise<Balance>;

export const createGetBalance =
  (deps: { ledger: Pick<LedgerApi, 'findAccount'>; currency: string }): GetBalance =>
  async (userId) => {
    const { ledger, currency } = deps;
    const [available, held] = await Promise.all(
      (['available', 'held'] as const).map((subAccount) =>
        ledger.findAccount(accountId(userAccount(userId, subAccount), currency, 0)),
      ),
    );
    // Over both accounts: a capture takes from one, and returns what it did not need to the other.
    const moved = (kinds: readonly TransferKind[]) => volume(available, kinds) + volume(held, kinds);
    return {
      balance: money(available?.balance ?? 0, currency),
      held: money(held?.balance ?? 0, currency),
      totalEarned: money(moved(EARNING), currency),
      totalSpent: money(-moved(SPENDING), currency),
    };
  };

const volume = (account: Account | undefined, kinds: readonly TransferKind[]): number =>
  kinds.reduce((sum, kind) => sum + (account?.volumes[kind] ?? 0), 0);
