import type { Connection } from 'mongoose';

/** `dead` needs somebody; the others are kept for a while as a record of who did what. */
export type DeadLetterState = 'dead' | 'replayed' | 'discarded';

export interface DeadLetterDocument {
  /** `<subscription>:<event id>` */
  _id: string;
  state: DeadLetterState;
  subscription: string;
  eventId: string;
  /** Type and subject of the event; empty when the message is none. */
  type: string;
  subject: string;
  /** Why the last try failed. */
  error: string;
  tries: number;
  firstFailedAt: Date;
  diedAt: Date;
  /** How often it has died: grows when a replay fails as well. */
  deaths: number;
  /** The message as it came. */
  content: string;
  traceparent?: string;
  /** Who replayed or discarded it, the latest last. */
  actions: Array<{ action: 'replay' | 'discard'; by: string; at: Date }>;
  /** When somebody ended it; it is deleted some time later. */
  endedAt?: Date;
}

export const DEAD_LETTERS = 'dead_letters';
const KEEP_ENDED_S = 30 * 24 * 3600;

export async function createDeadLettersCollection(connection: Connection): Promise<void> {
  await connection.createCollection(DEAD_LETTERS);
  const letters = connection.collection(DEAD_LETTERS);
  await letters.createIndex({ endedAt: 1 }, { expireAfterSeconds: KEEP_ENDED_S });
  await letters.createIndex({ state: 1, diedAt: -1, _id: -1 });
}
