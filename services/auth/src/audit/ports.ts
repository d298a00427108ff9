import type { Tx } from '@chowk/messaging';
import type { AuditEntry } from './domain/audit-entry.ts';

/** The audit trail: it is added to and never changed. */
export interface AuditRepository {
  append(entry: AuditEntry, tx?: Tx): Promise<void>;
}
