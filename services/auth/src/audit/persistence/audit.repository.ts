import { newId } from '@chowk/runtime/ids';
import { Schema, type Connection } from 'mongoose';
import type { AuditEntry, AuditTrail } from '../ports.ts';

type AuditDocument = AuditEntry & { _id: string };

const schema = new Schema<AuditDocument>(
  {
    _id: String,
    action: { type: String, required: true },
    actorId: String,
    subjectId: { type: String, required: true },
    at: { type: Date, required: true },
    facts: Schema.Types.Mixed,
  },
  { versionKey: false },
);
schema.index({ subjectId: 1, _id: 1 });

export const auditModel = (connection: Connection) =>
  connection.model<AuditDocument>('AuditEntry', schema, 'audit');

export function createAuditTrail(connection: Connection): AuditTrail {
  const model = auditModel(connection);
  return {
    async append(entry, tx) {
      await model.create([{ _id: newId('aud'), ...entry }], tx ? { session: tx.session } : {});
    },
  };
}
