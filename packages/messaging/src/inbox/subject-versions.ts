import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { ClientSession, Collection, Connection } from 'mongoose';

interface SubjectVersionDocument {
  /** `<subscription>:<subject>` */
  _id: string;
  /** The newest that has been applied. */
  version: number;
  at: Date;
}

/** An event as versions know it. */
export interface VersionedEvent {
  subscription: string;
  subject: string;
  version: number;
}

const COLLECTION = 'subject_versions';
/** As long as the inbox knows an event: nothing comes that late any more. */
const KEEP_S = 30 * 24 * 3600;

export async function createSubjectVersionsCollection(connection: Connection): Promise<void> {
  await connection.createCollection(COLLECTION);
  await connection.collection(COLLECTION).createIndex({ at: 1 }, { expireAfterSeconds: KEEP_S });
}

/** Some subject is further than the first of its events here: they must be judged one by one. */
export class NewerVersion extends Error {
  override readonly name = 'NewerVersion';
}

const keyOf = ({ subscription, subject }: VersionedEvent): string => `${subscription}:${subject}`;

/** Which version of each subject a subscription has applied last. */
export class SubjectVersions {
  readonly #versions: Collection<SubjectVersionDocument>;

  constructor(connection: Connection) {
    this.#versions = connection.collection<SubjectVersionDocument>(COLLECTION);
  }

  /**
   * Records a version, in the transaction of the effect, and tells whether a newer one was there. Two events of
   * one change carry the same version, so an equal one is not old. Two at once conflict on the document, and
   * the loser's transaction runs again and sees the winner's version.
   */
  async isOutdated(event: VersionedEvent, session: ClientSession): Promise<boolean> {
    const before = await this.#versions.findOneAndUpdate(
      { _id: keyOf(event) },
      { $max: { version: event.version }, $set: { at: new Date() } },
      { upsert: true, returnDocument: 'before', session },
    );
    return before !== null && before.version > event.version;
  }

  /** `isOutdated` of many, in their order, as if asked one after the other; subjects are locked in the order of keys. */
  async areOutdated(events: readonly VersionedEvent[], session: ClientSession): Promise<boolean[]> {
    const inOrderOfKeys = events
      .map((event, index) => ({ event, index, key: keyOf(event) }))
      .sort((a, b) => (a.key === b.key ? a.index - b.index : a.key < b.key ? -1 : 1));
    const answers = new Array<boolean>(events.length);
    for (const { event, index } of inOrderOfKeys) answers[index] = await this.isOutdated(event, session);
    return answers;
  }

  /**
   * The same with one command, where no subject is further than the first of its events: what that leaves is in
   * the events themselves. One that is further does not match, its upsert inserts, and meets its key.
   * @throws NewerVersion for that; the transaction must then be given up
   */
  async advance(events: readonly VersionedEvent[], session: ClientSession): Promise<boolean[]> {
    const subjects = new Map<string, { first: number; newest: number }>();
    const answers = events.map((event) => {
      const key = keyOf(event);
      const known = subjects.get(key);
      if (!known) subjects.set(key, { first: event.version, newest: event.version });
      else if (known.newest > event.version) return true;
      else known.newest = event.version;
      return false;
    });
    const at = new Date();
    const updates = [...subjects]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([_id, { first, newest }]) => ({
        updateOne: {
          filter: { _id, version: { $lte: first } },
          update: { $set: { version: newest, at } },
          upsert: true,
        },
      }));
    try {
      if (updates.length > 0) await this.#versions.bulkWrite(updates, { session });
    } catch (error) {
      throw isDuplicateKey(error) ? new NewerVersion() : error;
    }
    return answers;
  }
}
