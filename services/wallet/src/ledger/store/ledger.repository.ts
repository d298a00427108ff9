import { isDuplicateKey } from '@chowk/runtime/mongo';
import { mongo, type Connection } from 'mongoose';
import { hasFloor } from '../domain/account.ts';
import { newAccount, type AccountHead, type Entry } from '../domain/entry.ts';
import type { Transfer } from '../domain/transfer.ts';
import type { Account, LedgerStore } from '../ports.ts';
import { accountModel, entryModel, transferModel } from './ledger.models.ts';
import type { AccountRow, EntryRow, TransferRow } from './ledger.models.ts';

export const toAccount = ({ _id, ...row }: AccountRow): Account => ({ id: _id, ...row });
export const toTransfer = ({ _id, ...row }: TransferRow): Transfer => ({ id: _id, ...row });
export const toEntry = ({ _id, ...row }: EntryRow): Entry => row;

export function createLedgerStore(connection: Connection): LedgerStore {
  const accounts = accountModel(connection);
  const transfers = transferModel(connection);
  const entries = entryModel(connection);

  return {
    async heads(ids, { session }) {
      const rows = await accounts.find({ _id: { $in: ids } }, { turnover: 0 }, { session }).lean();
      return new Map(rows.map(({ _id, ...row }): [string, AccountHead] => [_id, { id: _id, ...row }]));
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
      await transfers.insertMany([{ _id: id, postings: [...postings], ...transfer }], {
        session,
        lean: true,
      });
    },

    async append(given, { session }) {
      const moved = await accounts.bulkWrite(
        given.map((entry) => ({ updateOne: { filter: standsBefore(entry), update: movedOnBy(entry) } })),
        { session, ordered: true },
      );
      if (moved.matchedCount !== given.length) throw lostRace();
      const rows = given.map((entry) => ({ _id: `${entry.account}#${entry.seq}`, ...entry }));
      await entries.insertMany(rows, { session, lean: true });
    },

    async transfer(id) {
      const row = await transfers.findById(id).lean();
      return row ? toTransfer(row) : undefined;
    },

    async account(id) {
      const row = await accounts.findById(id).lean();
      return row ? toAccount(row) : undefined;
    },

    async entriesPage({ account, kind, beforeSeq, limit }) {
      const rows = await entries
        .find({
          account,
          ...(kind !== undefined && { kind }),
          ...(beforeSeq !== undefined && { seq: { $lt: beforeSeq } }),
        })
        .sort({ seq: -1 })
        .limit(limit)
        .lean();
      return rows.map(toEntry);
    },

    async accountsPage({ afterId, limit }) {
      const rows = await accounts
        .find(afterId === undefined ? {} : { _id: { $gt: afterId } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return rows.map(toAccount);
    },
  };
}

/** The account is where the entry was decided for, and has the money: what makes overdrafts impossible. */
const standsBefore = ({ account, seq, prevHash, delta }: Entry) => ({
  _id: account,
  entryCount: seq - 1,
  lastHash: prevHash,
  ...(hasFloor(account) && delta < 0 && { balance: { $gte: -delta } }),
});

const movedOnBy = ({ delta, hash, kind }: Entry) => ({
  $inc: { balance: delta, entryCount: 1, [`turnover.${kind}`]: delta },
  $set: { lastHash: hash },
});

/**
 * Another transaction moved an account between our read and our write. Databases with snapshot isolation
 * refuse the write by themselves; this is the same answer, and `withTransaction` runs the work again.
 */
function lostRace(): Error {
  const error = new mongo.MongoError('an account moved on meanwhile');
  error.addErrorLabel(mongo.MongoErrorLabel.TransientTransactionError);
  return error;
}
