import type { ClientSession, Collection, Connection } from 'mongoose';

interface SubjectVersionDocument {
  /** `<subscription>:<subject>` */
  _id: string;
  /** The newest that has been applied. */
  version: number;
  at: Date;
}

const COLLECTION = 'subject_versions';
/** As long as the inbox knows an event: nothing comes that late any more. */
const KEEP_S = 30 * 24 * 3600;

export async function createSubjectVersionsCollection(connection: Connection): Promise<void> {
  await connection.createCollection(COLLECTION);
  await connection.collection(COLLECTION).createIndex({ at: 1 }, { expireAfterSeconds: KEEP_S });
}

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
  async isOutdated(
    event: { subscription: string; subject: string; version: number },
    session: ClientSession,
  ): Promise<boolean> {
    const { subscription, subject, version } = event;
    const before = await this.#versions.findOneAndUpdate(
      { _id: `${subscription}:${subject}` },
      { $max: { version }, $set: { at: new Date() } },
      { upsert: true, returnDocument: 'before', session },
    );
    return before !== null && before.version > version;
  }
}
