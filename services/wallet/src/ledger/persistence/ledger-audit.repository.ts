import type { Connection } from 'mongoose';
import { accountId, userAccount } from '../domain/account.ts';
import type { LedgerAuditRepository } from '../ports.ts';
import { accountModel } from './account.model.ts';
import { entryModel } from './entry.model.ts';
import { holdModel } from './hold.model.ts';
import { toAccount, toEntry, toTransfer } from './ledger-documents.ts';
import { transferModel } from './transfer.model.ts';

const BATCH = 500;

/** Cuts a stream of documents into batches. */
async function* batches<Document, Item>(
  documents: AsyncIterable<Document>,
  toItem: (document: Document) => Item,
): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  for await (const document of documents) {
    batch.push(toItem(document));
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

export function createLedgerAuditRepository(connection: Connection): LedgerAuditRepository {
  const accounts = accountModel(connection);
  const transfers = transferModel(connection);
  const entries = entryModel(connection);
  const holds = holdModel(connection);

  return {
    async snapshot() {
      const session = await connection.startSession();
      try {
        // A transaction is the snapshot: balances read one after the other would not sum to zero under load.
        return await session.withTransaction(
          async () => {
            const found = await accounts.find({}, null, { session }).lean();
            const openHolds = new Map<string, number>();
            for await (const hold of holds.find({ state: 'held' }, null, { session }).lean().cursor()) {
              const id = accountId(userAccount(hold.userId, 'held'), hold.currency, 0);
              openHolds.set(id, (openHolds.get(id) ?? 0) + hold.amount);
            }
            return { accounts: found.map(toAccount), openHolds };
          },
          { readConcern: { level: 'snapshot' } },
        );
      } finally {
        await session.endSession();
      }
    },

    async findExisting(accountIds) {
      const found = await accounts.find({ _id: { $in: accountIds } }, { _id: 1 }).lean();
      return new Set(found.map(({ _id }) => _id));
    },

    streamEntries: () =>
      batches(entries.find().sort({ account: 1, seq: 1 }).lean().cursor({ batchSize: BATCH }), toEntry),

    streamTransfers: () =>
      batches(transfers.find().sort({ _id: 1 }).lean().cursor({ batchSize: BATCH }), toTransfer),

    async findTransfers(ids) {
      const found = await transfers.find({ _id: { $in: ids } }).lean();
      return new Map(found.map((transfer) => [transfer._id, toTransfer(transfer)]));
    },

    async listAccountsOf(transferIds) {
      const found = await entries
        .find({ transferId: { $in: transferIds } }, { transferId: 1, account: 1 })
        .lean();
      const accountsOf = new Map<string, string[]>();
      for (const { transferId, account } of found) {
        accountsOf.set(transferId, [...(accountsOf.get(transferId) ?? []), account]);
      }
      return accountsOf;
    },
  };
}
