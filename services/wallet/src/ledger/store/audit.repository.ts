import type { Connection } from 'mongoose';
import { accountId, userAccount } from '../domain/account.ts';
import type { LedgerAudit } from '../ports.ts';
import { accountModel, entryModel, holdModel, transferModel } from './ledger.models.ts';
import { toAccount, toEntry, toTransfer } from './ledger.repository.ts';

const BATCH = 500;

/** Cuts a stream of rows into batches. */
async function* batches<Row, Item>(
  rows: AsyncIterable<Row>,
  toItem: (row: Row) => Item,
): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  for await (const row of rows) {
    batch.push(toItem(row));
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

export function createLedgerAudit(connection: Connection): LedgerAudit {
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
            const rows = await accounts.find({}, null, { session }).lean();
            const openHolds = new Map<string, number>();
            for await (const hold of holds.find({ state: 'held' }, null, { session }).lean().cursor()) {
              const id = accountId(userAccount(hold.userId, 'held'), hold.currency, 0);
              openHolds.set(id, (openHolds.get(id) ?? 0) + hold.amount);
            }
            return { accounts: rows.map(toAccount), openHolds };
          },
          { readConcern: { level: 'snapshot' } },
        );
      } finally {
        await session.endSession();
      }
    },

    async existing(accountIds) {
      const rows = await accounts.find({ _id: { $in: accountIds } }, { _id: 1 }).lean();
      return new Set(rows.map(({ _id }) => _id));
    },

    entries: () =>
      batches(entries.find().sort({ account: 1, seq: 1 }).lean().cursor({ batchSize: BATCH }), toEntry),

    transfers: () =>
      batches(transfers.find().sort({ _id: 1 }).lean().cursor({ batchSize: BATCH }), toTransfer),

    async transfersById(ids) {
      const rows = await transfers.find({ _id: { $in: ids } }).lean();
      return new Map(rows.map((row) => [row._id, toTransfer(row)]));
    },

    async accountsOfTransfers(ids) {
      const rows = await entries.find({ transferId: { $in: ids } }, { transferId: 1, account: 1 }).lean();
      const found = new Map<string, string[]>();
      for (const { transferId, account } of rows) {
        found.set(transferId, [...(found.get(transferId) ?? []), account]);
      }
      return found;
    },
  };
}
