import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { ClientSession, Collection, Connection } from 'mongoose';

interface InboxRow {
  /** `<subscription>:<event id>` */
  _id: string;
  at: Date;
}

const COLLECTION = 'inbox';
const KEEP_S = 30 * 24 * 3600;

export async function createInboxCollection(connection: Connection): Promise<void> {
  await connection.createCollection(COLLECTION);
  await connection.collection(COLLECTION).createIndex({ at: 1 }, { expireAfterSeconds: KEEP_S });
}

/** Some of the events had their effect before. */
export class DuplicateEvent extends Error {
  override readonly name = 'DuplicateEvent';
}

export const inboxKey = (subscription: string, eventId: string): string => `${subscription}:${eventId}`;

/** Which events have had their effect. */
export class InboxRows {
  readonly #rows: Collection<InboxRow>;

  constructor(connection: Connection) {
    this.#rows = connection.collection<InboxRow>(COLLECTION);
  }

  /**
   * Records events in the transaction of their effect. In the order of their keys: where a write waits for another
   * transaction's, two replicas with the same events would otherwise wait for each other.
   * @throws DuplicateEvent when one of them is there; the transaction must then be given up
   */
  async add(keys: readonly string[], session: ClientSession): Promise<void> {
    const at = new Date();
    const rows = [...keys].sort().map((_id) => ({ _id, at }));
    try {
      await this.#rows.insertMany(rows, { session });
    } catch (error) {
      throw isDuplicateKey(error) ? new DuplicateEvent() : error;
    }
  }

  /** Those of the keys that are there. */
  async findMany(keys: readonly string[]): Promise<string[]> {
    const found = await this.#rows.find({ _id: { $in: [...keys] } }, { projection: { _id: 1 } }).toArray();
    return found.map(({ _id }) => _id);
  }
}
