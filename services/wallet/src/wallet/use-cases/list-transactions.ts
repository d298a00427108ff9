import { accountId, userAccount } from '../../ledger/domain/account.ts';
import type { Entry } from '../../ledger/domain/entry.ts';
import type { TransferKind } from '../../ledger/domain/transfer.ts';
import type { LedgerStore } from '../../ledger/ports.ts';

/** What came into a user's spendable money and what left it, newest first, and where the next page starts. */
export const listTransactions =
  (store: Pick<LedgerStore, 'entriesPage'>, currency: string) =>
  async (query: {
    userId: string;
    kind?: TransferKind | undefined;
    beforeSeq?: number | undefined;
    limit: number;
  }): Promise<{ items: Entry[]; nextBeforeSeq: number | undefined }> => {
    const { userId, limit, kind, beforeSeq } = query;
    const account = accountId(userAccount(userId, 'available'), currency, 0);
    const found = await store.entriesPage({ account, kind, beforeSeq, limit: limit + 1 });
    const items = found.slice(0, limit);
    return { items, nextBeforeSeq: found.length > limit ? items.at(-1)?.seq : undefined };
  };
