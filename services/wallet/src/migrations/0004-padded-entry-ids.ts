import type { Migration } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import { entryId } from '../ledger/domain/entry.ts';
import { kindKeyOf, type EntryDocument } from '../ledger/persistence/entry.model.ts';

const FORMER_INDEX = 'account_1_seq_1';

/**
 * Entries get ids whose order is that of an account's entries, and what lists by type read. An id cannot be
 * changed, so each row is written anew and the former one deleted, in batches: cut off and begun again it goes on
 * with what is left. It is the id that is padded and not the fields put together anew: a row that was tampered
 * with stays the evidence it is. Hashes do not cover ids, so chains stay as they are.
 */
export const paddedEntryIds: Migration = {
  id: '0004-padded-entry-ids',
  up: (connection) => padEntryIds(connection, 500),
};

export async function padEntryIds(connection: Pick<Connection, 'collection'>, batch: number): Promise<void> {
  const entries = connection.collection<EntryDocument>('ledger_entries');
  const indexes = await entries.indexes();
  // It would refuse the second copy; ids keep places unique by themselves now.
  if (indexes.some(({ name }) => name === FORMER_INDEX)) await entries.dropIndex(FORMER_INDEX);
  for (let after = ''; ;) {
    const page = await entries
      .find({ _id: { $gt: after } })
      .sort({ _id: 1 })
      .limit(batch)
      .toArray();
    const padded = page
      .map(({ _id, ...entry }) => ({ ...entry, ...kindKeyOf(entry), _id: paddedId(_id) }))
      .filter(({ _id }, i) => _id !== page[i]!._id);
    const ids = padded.map(({ _id }) => _id);
    const known = await entries.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray();
    const there = new Set(known.map(({ _id }) => _id));
    const missing = padded.filter(({ _id }) => !there.has(_id));
    if (missing.length > 0) await entries.insertMany(missing);
    const former = page.map(({ _id }) => _id).filter((id) => id !== paddedId(id));
    if (former.length > 0) await entries.deleteMany({ _id: { $in: former } });
    if (page.length < batch) return;
    after = page.at(-1)!._id;
  }
}

function paddedId(id: string): string {
  const [, account, seq] = /^(.+)#(\d+)$/.exec(id) ?? [];
  return account === undefined ? id : entryId(account, Number(seq));
}
