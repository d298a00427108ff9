import type { Collection, Connection } from 'mongoose';
import type { Process } from '../domain/process.ts';

export interface ProcessDocument extends Omit<Process, 'id'> {
  _id: string;
  /** Whether the sweep looks after it; keeps the sweep's index as small as the work at hand. */
  live: boolean;
  /** Set when it is over; then it is forgotten. */
  expiresAt?: Date;
}

const COLLECTION = 'processes';

export const processCollection = (connection: Connection): Collection<ProcessDocument> =>
  connection.collection<ProcessDocument>(COLLECTION);

/** Makes the collection of processes with its indexes; part of a migration of each service that has processes. */
export async function createProcessCollection(connection: Connection): Promise<void> {
  await connection.createCollection(COLLECTION);
  const processes = processCollection(connection);
  await processes.createIndex({ dueAt: 1 }, { partialFilterExpression: { live: true } });
  await processes.createIndex(
    { attentionAt: 1, _id: 1 },
    { partialFilterExpression: { state: 'needs-attention' } },
  );
  await processes.createIndex(
    { expiresAt: 1 },
    { expireAfterSeconds: 0, partialFilterExpression: { expiresAt: { $exists: true } } },
  );
}
