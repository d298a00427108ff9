import type { ClientSession, Connection } from 'mongoose';
import { RECURRENCES, type RecurrenceDocument } from './job.model.ts';

export interface RecurrenceRepository {
  /** How far each type has come. One never seen before begins now: it owes no tick of the past. */
  upTo(types: readonly string[]): Promise<Map<string, Date>>;
  /** Moves on, if nobody else did meanwhile. */
  advance(type: string, from: Date, to: Date, session: ClientSession): Promise<boolean>;
}

export function createRecurrenceRepository(connection: Connection): RecurrenceRepository {
  const rows = connection.collection<RecurrenceDocument>(RECURRENCES);
  return {
    async upTo(types) {
      const read = async () => {
        const found = await rows.find({ _id: { $in: [...types] } }).toArray();
        return new Map(found.map(({ _id, upTo }) => [_id, upTo]));
      };
      const known = await read();
      const unknown = types.filter((type) => !known.has(type));
      if (unknown.length === 0) return known;
      for (const _id of unknown) {
        const begin = [{ $set: { upTo: { $ifNull: ['$upTo', '$$NOW'] } } }];
        await rows.updateOne({ _id }, begin, { upsert: true });
      }
      return read();
    },

    async advance(type, from, to, session) {
      const result = await rows.updateOne({ _id: type, upTo: from }, { $set: { upTo: to } }, { session });
      return result.modifiedCount === 1;
    },
  };
}
