import type { Connection } from 'mongoose';
import { accountId, ownerOf, userAccount } from '../domain/account.ts';
import { afterEntriesOf, entryId, type AccountState } from '../domain/entry.ts';
import type { EntryRange, LedgerAuditRepository, OpenHolds } from '../ports.ts';
import { accountModel } from './account.model.ts';
import { entryModel, type EntryDocument } from './entry.model.ts';
import { headModel, type HeadDocument } from './head.model.ts';
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

const afterId = (id: string | undefined) => (id === undefined ? {} : { _id: { $gt: id } });
const toHead = ({ _id, verifiedAt: _at, ...state }: HeadDocument): AccountState => ({ id: _id, ...state });

export function createLedgerAuditRepository(connection: Connection, holds: OpenHolds): LedgerAuditRepository {
  const accounts = accountModel(connection);
  const transfers = transferModel(connection);
  const entries = entryModel(connection);
  const heads = headModel(connection);

  const entriesOf = ({ from, throughAccount }: EntryRange): AsyncIterable<EntryDocument> =>
    entries
      .find({ _id: { $gte: entryId(from.account, from.seq), $lt: afterEntriesOf(throughAccount) } })
      .sort({ _id: 1 })
      .lean()
      .cursor({ batchSize: BATCH });

  return {
    async sums() {
      // One command on a snapshot: balances read one after the other would not sum to zero under load.
      const found = await accounts
        .aggregate<{ _id: string; sum: number }>([
          {
            $group: {
              _id: { $arrayElemAt: [{ $split: ['$_id', '/'] }, 1] },
              sum: { $sum: '$balance' },
            },
          },
          { $sort: { _id: 1 } },
        ])
        .read('primary')
        .readConcern('snapshot');
      return found.map(({ _id, sum }) => ({ currency: _id, sum }));
    },

    async accountsPage({ afterId: position, limit }) {
      const session = await connection.startSession();
      try {
        // A transaction is the snapshot: a hold that is placed in between would be in one of the two only.
        return await session.withTransaction(
          async () => {
            const found = await accounts
              .find(afterId(position), null, { session })
              .sort({ _id: 1 })
              .limit(limit)
              .lean();
            const owners = new Set(found.map(({ _id }) => ownerOf(_id)).filter((id) => id !== undefined));
            const openHolds = new Map<string, number>();
            for await (const hold of holds.stream([...owners], { session })) {
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

    async *streamEntries(ranges) {
      for (const range of ranges) yield* batches(entriesOf(range), toEntry);
    },

    streamEntryAccounts: () =>
      batches(
        entries
          .aggregate<{ _id: string }>([{ $group: { _id: '$account' } }])
          .allowDiskUse(true)
          .cursor({ batchSize: BATCH }),
        ({ _id }) => _id,
      ),

    async listTransfers({ afterId: position, limit }) {
      const found = await transfers.find(afterId(position)).sort({ _id: 1 }).limit(limit).lean();
      return found.map(toTransfer);
    },

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

    async findHeads(accountIds) {
      const found = await heads.find({ _id: { $in: accountIds } }).lean();
      return new Map(found.map((head) => [head._id, toHead(head)]));
    },

    async listHeads({ afterId: position, limit }) {
      const found = await heads.find(afterId(position)).sort({ _id: 1 }).limit(limit).lean();
      return found.map(toHead);
    },

    async saveHeads(given, verifiedAt) {
      if (given.length === 0) return;
      await heads.bulkWrite(
        given.map(({ id: _id, ...state }) => ({
          updateOne: { filter: { _id }, update: { $set: { ...state, verifiedAt } }, upsert: true },
        })),
        { ordered: false },
      );
    },
  };
}
