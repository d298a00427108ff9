import type { Clock } from '@chowk/runtime/lifecycle';
import { checkSums, type ReportProblem } from '../domain/ledger-checks.ts';
import type { LedgerReport } from '../domain/ledger-report.ts';
import {
  NOTHING_VERIFIED,
  phaseAfter,
  reportOf,
  type VerificationMode,
  type VerificationProgress,
} from '../domain/verification.ts';
import type { LedgerAuditRepository } from '../ports.ts';
import type { PageDeps, ProvedPage } from './proved-page.ts';
import { verifyAccountsPage } from './verify-accounts.ts';
import { verifyMissing, verifyTransfersPage } from './verify-transfers.ts';

const MAX_PROBLEMS = 100;

/**
 * Recomputes the ledger and compares, page by page: memory holds one page, however large the ledger. Balances
 * and open holds of a page, and the sums of all balances, are each as of one moment; entries, which never
 * change, are then replayed up to where each account stood, so it may run while money moves. Each entry must
 * continue its account's hash chain and agree with its transfer; each transfer must have all its entries.
 * @param given.from goes on where a run was left
 * @param given.onProgress told after each page; what it throws ends the run
 */
export type VerifyLedger = (given?: {
  mode?: VerificationMode;
  from?: VerificationProgress;
  onProgress?(progress: VerificationProgress): Promise<void>;
}) => Promise<LedgerReport>;

export const createVerifyLedger =
  ({ audit, clock }: { audit: LedgerAuditRepository; clock: Clock }): VerifyLedger =>
  async ({ mode = 'full', from = NOTHING_VERIFIED, onProgress } = {}) => {
    const progress: VerificationProgress = { ...from, problems: [...from.problems] };
    const report: ReportProblem = (rule, where) => {
      // A page that is proved again after a crash finds the same.
      if (progress.problems.some((known) => known.rule === rule && known.where === where)) return;
      if (progress.problems.length < MAX_PROBLEMS) progress.problems.push({ rule, where });
      else progress.truncated = true;
    };
    const deps = { audit, clock, mode, report };
    if (progress.phase === 'accounts' && progress.afterId === undefined) {
      progress.sums = await audit.sums();
      checkSums(progress.sums, report);
    }
    while (progress.phase !== 'done') {
      const page = await verifyPage(progress, deps);
      progress.accounts += page.accounts ?? 0;
      progress.entries += page.entries ?? 0;
      progress.transfers += page.transfers ?? 0;
      if (page.lastId === undefined) {
        progress.phase = phaseAfter(progress.phase, mode);
        delete progress.afterId;
      } else progress.afterId = page.lastId;
      await onProgress?.({ ...progress });
    }
    return reportOf(progress);
  };

function verifyPage({ phase, afterId }: VerificationProgress, deps: PageDeps): Promise<ProvedPage> {
  if (phase === 'accounts') return verifyAccountsPage(afterId, deps);
  return phase === 'missing' ? verifyMissing(afterId, deps) : verifyTransfersPage(afterId, deps);
}
