import { defineModel, documentSchema, instant, text } from '@chowk/runtime/mongo';
import { Schema } from 'mongoose';
import type { AuditEntry } from '../domain/audit-entry.ts';

type AuditDocument = AuditEntry & { _id: string };

const auditSchema = documentSchema<AuditDocument>('audit', {
  _id: String,
  action: text,
  actorId: String,
  subjectId: text,
  at: instant,
  facts: Schema.Types.Mixed,
});
auditSchema.index({ subjectId: 1, _id: 1 });

export const auditModel = defineModel('AuditEntry', auditSchema);
