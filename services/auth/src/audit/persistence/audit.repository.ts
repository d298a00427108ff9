import { newId } from '@chowk/runtime/ids';
import type { Connection } from 'mongoose';
import type { AuditRepository } from '../ports.ts';
import { auditModel } from './audit.model.ts';

export function createAuditRepository(connection: Connection): AuditRepository {
  const entries = auditModel(connection);
  return {
    async append(entry, tx) {
      await entries.create([{ _id: newId('aud'), ...entry }], tx ? { session: tx.session } : {});
    },
  };
}
