import { after, isDuplicateKey } from '@chowk/runtime/mongo';
import { mongo, type Connection } from 'mongoose';
import { forbidsOverdraft } from '../domain/account.ts';
import { DuplicateId } from '../domain/duplicate-id.ts';
import { afterEntriesOf, entryId, newAccount, type AccountState, type Entry } from '../domain/entry.ts';
import type { LedgerRepository } from '../ports.ts';
import { accountModel, type AccountDocument } from './account.model.ts';
import { entryModel, kindKeyOf, kindPrefix, type EntryDocument } from './entry.model.ts';
import { toAccount, toEntry, toTransfer } from './ledger-documents.ts';
import { transferModel, type TransferDocument } from './transfer.model.ts';

export function createLedgerRepository(connection: Connection): LedgerRepository {
  const accounts = accountModel(connection);
  const transfers = transferModel(connection);
  const entries = entryModel(connection);
  // Each payment writes here twice. By the driver: what is written was decided above, and for mongoose to look
  // at it again costs a quarter of each command.
  const accountRows = connection.collection<AccountDocument>(accounts.collection.collectionName);
  const transferRows = connection.collection<TransferDocument>(transfers.collection.collectionName);
  const entryRows = connection.collection<EntryDocument>(entries.collection.collectionName);

  return {
    async findStates(accountIds, { session }) {
      const found = await accountRows
        .find({ _id: { $in: [...accountIds] } }, { session, projection: { turnover: 0 } })
        .toArray();
      return new Map(
        found.map(({ _id: id, balance, entryCount, lastHash }) => [
          id,
          { id, balance, entryCount, lastHash },
        ]),
      );
    },

    async createAccounts(ids) {
      for (const id of ids) {
        const { id: _id, ...start } = newAccount(id);
        try {
          await accounts.updateOne({ _id }, { $setOnInsert: { ...start, turnover: {} } }, { upsert: true });
        } catch (error) {
          // Somebody else made it at the same moment.
          if (!isDuplicateKey(error)) throw error;
        }
      }
    },

    async insertTransfer({ id, postings, ...transfer }, { session }) {
      try {
        await transferRows.insertOne({ _id: id, postings: [...postings], ...transfer }, { session });
      } catch (error) {
        throw isDuplicateKey(error) ? new DuplicateId(`transfer ${id}`, { cause: error }) : error;
      }
    },

    async append(given, beside, { session }) {
      // In the order of accounts, so that parallel transfers meet in one order.
      const updates = [
        ...given.map((entry) => ({ filter: standsBefore(entry), update: movedOnBy(entry) })),
        ...beside.map((state) => ({ filter: standsAt(state), update: stays(state) })),
      ].sort((a, b) => (a.filter._id < b.filter._id ? -1 : 1));
      const moved = await accountRows.bulkWrite(
        updates.map((updateOne) => ({ updateOne })),
        { session, ordered: true },
      );
      if (moved.matchedCount !== updates.length) throw writeConflict();
      const documents = given.map((entry) => ({
        ...{ _id: entryId(entry.account, entry.seq), ...entry },
        ...kindKeyOf(entry),
      }));
      await entryRows.insertMany(documents, { session });
    },

    async findTransfer(id, tx) {
      const found = await transfers
        .findById(id)
        .session(tx?.session ?? null)
        .lean();
      return found ? toTransfer(found) : undefined;
    },

    async findAccount(id) {
      const found = await accounts.findById(id).lean();
      return found ? toAccount(found) : undefined;
    },

    async findAccounts(ids) {
      // Read one after the other, or by a query that may yield, they could be those of two moments.
      const found = await accounts
        .find({ _id: { $in: ids } })
        .read('primary')
        .readConcern('snapshot')
        .lean();
      return new Map(found.map((account) => [account._id, toAccount(account)]));
    },

    async listEntries({ account, kind, beforeSeq, limit }) {
      const [key, prefix] =
        kind === undefined ? (['_id', account] as const) : (['kindKey', kindPrefix(account, kind)] as const);
      const end = beforeSeq === undefined ? afterEntriesOf(prefix) : entryId(prefix, beforeSeq);
      const found = await entries
        .find({ [key]: { $gte: entryId(prefix, 0), $lt: end } })
        .sort({ [key]: -1 })
        .limit(limit)
        .lean();
      return found.map(toEntry);
    },

    async listAccounts({ afterId, limit }) {
      const found = await accounts
        .find(after({ _id: 1 }, afterId === undefined ? undefined : [afterId]))
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return found.map(toAccount);
    },
  };
}

/** The account is where the entry was decided for, and has the money: what makes overdrafts impossible. */
const standsBefore = ({ account, seq, prevHash, delta }: Entry) => ({
  _id: account,
  entryCount: seq - 1,
  lastHash: prevHash,
  ...(forbidsOverdraft(account) && delta < 0 && { balance: { $gte: -delta } }),
});

/** An account that is not written, and is where this process believes it to be. */
const standsAt = ({ id, entryCount, lastHash }: AccountState) => ({ _id: id, entryCount, lastHash });
/** An update that changes nothing: its filter is what counts. */
const stays = ({ lastHash }: AccountState) => ({ $set: { lastHash } });

const movedOnBy = ({ delta, hash, kind }: Entry) => ({
  $inc: { balance: delta, entryCount: 1, [`turnover.${kind}`]: delta },
  $set: { lastHash: hash },
});

/**
 * Another transaction moved an account between our read and our write. Databases with snapshot isolation
 * refuse the write by themselves; this is the same answer, and `withTransaction` runs the work again.
 */
function writeConflict(): Error {
  const error = new mongo.MongoError('an account moved on meanwhile');
  error.addErrorLabel(mongo.MongoErrorLabel.TransientTransactionError);
  return error;
}
