import { newId } from '@chowk/runtime/ids';
import { defineModel, documentSchema, instant, text } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { AccessLogRepository, OwnerAccess } from '../ports.ts';

interface OwnerAccessDocument extends Omit<OwnerAccess, 'visitorId'> {
  _id: string;
  /** The visitor's id. */
  caller: string;
}

const accessSchema = documentSchema<OwnerAccessDocument>('owner_accesses', {
  _id: text,
  carId: text,
  ownerUserId: text,
  caller: text,
  basis: text,
  scanId: String,
  at: instant,
});
accessSchema.index({ ownerUserId: 1, at: -1 });
accessSchema.index({ at: 1 });

export const ownerAccessModel = defineModel('OwnerAccess', accessSchema);

export function createAccessLogRepository(connection: Connection): AccessLogRepository {
  const accesses = ownerAccessModel(connection);
  return {
    async insert({ visitorId, ...access }) {
      await accesses.create({ ...access, caller: visitorId, _id: newId('acc') });
    },
  };
}
