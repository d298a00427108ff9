import type { Capability } from '@chowk/chassis';
import type { Connection } from 'mongoose';
import { auditModel } from './persistence/audit.model.ts';
import { createAuditRepository } from './persistence/audit.repository.ts';
import type { AuditRepository } from './ports.ts';

/** The others add to the trail; nobody changes it. */
export type AuditApi = AuditRepository;

/** What happened to accounts, sessions and keys, and who did it. */
export const composeAudit = (deps: { connection: Connection }): Capability<AuditApi> => ({
  name: 'audit',
  api: createAuditRepository(deps.connection),
  collections: [auditModel(deps.connection)],
});
