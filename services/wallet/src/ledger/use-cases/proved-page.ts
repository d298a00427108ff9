import type { Clock } from '@chowk/runtime/lifecycle';
import type { ReportProblem } from '../domain/ledger-checks.ts';
import type { VerificationMode } from '../domain/verification.ts';
import type { LedgerAuditRepository } from '../ports.ts';

/** What proving a page needs. */
export interface PageDeps {
  audit: LedgerAuditRepository;
  clock: Clock;
  mode: VerificationMode;
  report: ReportProblem;
}

/** What was proved, and where it ended; without an id the phase is over. */
export interface ProvedPage {
  accounts?: number;
  entries?: number;
  transfers?: number;
  lastId?: string | undefined;
}
