import { newId } from '@chowk/runtime/ids';
import { after } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { AuditEntry, AuditRepository } from '../ports.ts';
import { AUDIT, type AuditDocument } from './audit.model.ts';

const LATEST_FIRST = { at: -1, _id: -1 } as const;

const toEntry = ({ _id, ...row }: AuditDocument): AuditEntry => ({ id: _id, ...row });

/** Only adds and reads: nothing here changes or removes a line. */
export function createAuditRepository(connection: Connection): AuditRepository {
  const rows = connection.collection<AuditDocument>(AUDIT);
  return {
    async add(entry, tx) {
      const _id = newId('aud');
      // A pipeline, for only there is `$$NOW`; values are literals, or a note with a `$` would be a field's name.
      const values = Object.entries({ ...entry, _id }).map(([name, value]) => [name, { $literal: value }]);
      const row = await rows.findOneAndUpdate(
        { _id },
        [{ $replaceWith: { ...Object.fromEntries(values), at: '$$NOW' } }],
        { upsert: true, returnDocument: 'after', ...(tx && { session: tx.session }) },
      );
      return toEntry(row!);
    },

    async list({ limit, before, itemId }) {
      const found = await rows
        .find({
          ...(itemId !== undefined && { itemId }),
          ...after(LATEST_FIRST, before && [before.at, before.id]),
        })
        .sort(LATEST_FIRST)
        .limit(limit)
        .toArray();
      return found.map(toEntry);
    },

    async findLastDone(itemId) {
      const [last] = await rows.find({ itemId, outcome: 'done' }).sort(LATEST_FIRST).limit(1).toArray();
      return last && toEntry(last);
    },
  };
}
