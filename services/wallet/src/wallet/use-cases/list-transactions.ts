import { accountId, userAccount } from '../../ledger/domain/account.ts';
import type { Entry } from '../../ledger/domain/entry.ts';
import type { TransferKind } from '../../ledger/domain/transfer.ts';
import type { LedgerApi } from '../../ledger/ledger.ts';

/** What came into a user's spendable money and what left it, newest first, those before number `beforeSeq`. */
export type ListTransactions = (query: {
  userId: string;
  kind?: TransferKind | undefined;
  beforeSeq?: number | undefined;
  limit: number;
}) => Promise<Entry[]>;

export const createListTransactions =
  (deps: { ledger: Pick<LedgerApi, 'listEntries'>; currency: string }): ListTransactions =>
  ({ userId, ...query }) =>
    deps.ledger.listEntries({
      account: accountId(userAccount(userId, 'available'), deps.currency, 0),
      ...query,
    });
