import type { CurrencySum, LedgerProblem, LedgerReport } from './ledger-report.ts';

/**
 * `full` proves all of the ledger. `incremental` proves of each account what came after the entry up to which
 * it was found sound before, and trusts what lies behind.
 */
export const VERIFICATION_MODES = ['incremental', 'full'] as const;
export type VerificationMode = (typeof VERIFICATION_MODES)[number];

export const VERIFICATION_PHASES = ['accounts', 'missing', 'transfers', 'done'] as const;
export type VerificationPhase = (typeof VERIFICATION_PHASES)[number];

/** How far a verification has come: where another process goes on. */
export interface VerificationProgress {
  phase: VerificationPhase;
  /** What of the phase is done: accounts or transfers up to this id. */
  afterId?: string;
  accounts: number;
  entries: number;
  transfers: number;
  sums: CurrencySum[];
  /** The first hundred. */
  problems: LedgerProblem[];
  truncated: boolean;
}

/** One run of the verification, and what it found. */
export interface Verification {
  id: string;
  mode: VerificationMode;
  state: 'running' | 'ended';
  /** The admin who asked for it. */
  by: string;
  startedAt: Date;
  /** When its progress was noted last. */
  progressAt: Date;
  endedAt?: Date;
  progress: VerificationProgress;
  report?: LedgerReport;
}

export const NOTHING_VERIFIED: VerificationProgress = {
  phase: 'accounts',
  accounts: 0,
  entries: 0,
  transfers: 0,
  sums: [],
  problems: [],
  truncated: false,
};

/** What may follow a phase: an incremental run proves transfers together with the entries that they made. */
export function phaseAfter(phase: VerificationPhase, mode: VerificationMode): VerificationPhase {
  if (phase === 'accounts') return 'missing';
  return phase === 'missing' && mode === 'full' ? 'transfers' : 'done';
}

const STALLED_AFTER_MS = 5 * 60_000;

/** Whether nobody seems to work on a run any more, so that its job is to be scheduled anew. */
export const isStalled = ({ progressAt }: Verification, now: Date): boolean =>
  now.getTime() - progressAt.getTime() > STALLED_AFTER_MS;

export const reportOf = ({
  accounts,
  entries,
  transfers,
  sums,
  problems,
  truncated,
}: VerificationProgress): LedgerReport => ({
  ok: problems.length === 0,
  ...{ accounts, entries, transfers, sums, problems, truncated },
});
