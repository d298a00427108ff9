/** The states in which the sweep looks after a process. */
const LIVE = ['running', 'waiting', 'compensating'] as const;

/**
 * running           its steps are carried out
 * waiting           a step waits for a signal, until its deadline
 * compensating      it turned back; what its steps did is taken back
 * needs-attention   something was refused for good, or failed for too long: somebody must look
 * completed, compensated, abandoned   it is over
 */
export type ProcessState =
  (typeof LIVE)[number] | 'needs-attention' | 'completed' | 'compensated' | 'abandoned';

export const isLive = (state: ProcessState): boolean => (LIVE as readonly string[]).includes(state);
export const isOver = (state: ProcessState): boolean => !isLive(state) && state !== 'needs-attention';

/** Why a process turned back, or a step failed last. */
export interface ProcessFailure {
  code: string;
  message: string;
  details?: Array<Record<string, unknown>>;
  /** An answer to this very request, as opposed to a neighbour that could not be reached. */
  refused: boolean;
}

/** How far one step, or one compensation, has come. One without a record has not been begun. */
export interface StepRecord {
  /** `refused` leads back; `parked` waits for somebody to look. */
  state: 'pending' | 'waiting' | 'done' | 'refused' | 'parked';
  /** When it came to this. */
  at: Date;
  /** Failed tries. */
  attempts: number;
  /** Those among them that were refusals. */
  refusals: number;
  /** Not tried again before. */
  dueAt?: Date;
  failingSince?: Date;
  failure?: ProcessFailure;
  /** Signals that were there when it chose to wait; a further one wakes it. */
  signalsSeen?: number;
}

/** Something that happened elsewhere and that a process was told. */
export interface Signal {
  name: string;
  data: Record<string, unknown>;
  at: Date;
}

/** Facts that a process keeps for its own steps: ids and amounts, not documents. */
export type ProcessData = Record<string, unknown>;

/** A persisted process. All instants are of the store's clock. */
export interface Process<Data extends ProcessData = ProcessData> {
  /** `type:subject`, so that a subject has one process of a type, however often it is started. */
  readonly id: string;
  readonly type: string;
  /** Id of what it is about. */
  readonly subject: string;
  state: ProcessState;
  /** Grows with each record and each signal. */
  version: number;
  /** By name of the step or compensation. */
  steps: Readonly<Record<string, StepRecord>>;
  signals: readonly Signal[];
  data: Data;
  /** The runner that works on it. */
  holder: string | null;
  /** Until then nobody but the holder touches it: a lease, the pause before another try, or a wait. */
  dueAt: Date;
  /** From then on an outage before the commit point is not waited out any more. */
  retryDeadline?: Date;
  /** By name of the step: from then on it is too late, and the process turns back. */
  deadlines: Readonly<Record<string, Date>>;
  failure?: ProcessFailure;
  /** Request and trace that started it; whoever takes it over goes on in them. */
  requestId?: string;
  traceparent?: string;
  createdAt: Date;
  updatedAt: Date;
  /** Since when it needs attention. */
  attentionAt?: Date;
  abandoned?: { note: string; by: string };
}

export const processId = (type: string, subject: string): string => `${type}:${subject}`;

/** A process takes signals until it has turned back or is over. */
export const takesSignals = ({ state, failure }: Process): boolean => !isOver(state) && failure === undefined;
