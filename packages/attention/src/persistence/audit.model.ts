import type { Connection } from 'mongoose';
import type { AuditEntry } from '../ports.ts';

export interface AuditDocument extends Omit<AuditEntry, 'id'> {
  _id: string;
}

export const AUDIT = 'attention_audit';
/** Two years. */
const KEEP_S = 2 * 365 * 24 * 3600;

/** Makes the collection of a service's audit of stuck work; part of its first migrations. */
export async function createAttentionCollections(connection: Connection): Promise<void> {
  await connection.createCollection(AUDIT);
  const rows = connection.collection(AUDIT);
  await rows.createIndex({ at: 1 }, { expireAfterSeconds: KEEP_S });
  await rows.createIndex({ at: -1, _id: -1 });
  await rows.createIndex({ itemId: 1, at: -1, _id: -1 });
}
