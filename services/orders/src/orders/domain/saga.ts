import { isAppError, type AppError } from '@chowk/contracts/errors';

/** How far payment has come; changes with the saga's steps. */
export type PaymentStatus = 'pending' | 'authorised' | 'captured' | 'voided' | 'refunded';

/** What is to be done next. */
export type WorkingStep =
  | 'reserve-stock'
  | 'authorise-payment'
  | 'confirm'
  | 'capture-payment'
  | 'commit-stock'
  | 'void-payment'
  | 'release-stock'
  | 'refund-payment'
  | 'restock';

/** Or how it ended: all done; turned back before anything was sold; sold and undone. */
type SagaStep = WorkingStep | 'settled' | 'failed' | 'undone';

interface StepSpec {
  /** The step after it. */
  then: SagaStep;
  /** Where a refusal (an answer, not an outage) turns to; a step without it is tried until it succeeds. */
  refused?: WorkingStep;
  /** Name of the failpoint that is passed once the step is recorded. */
  passed: string;
  payment?: PaymentStatus;
}

/**
 * The checkout as a state machine; an order carries the step that is next. Every step is idempotent by
 * the order's id, so that whoever takes an order over repeats the step that was under way.
 *
 *   reserve-stock > authorise-payment > confirm > capture-payment > commit-stock > settled
 *         |                 |             |              |              |           | (cancelled)
 *         |                 v             v              v              v           v
 *         |                void-payment <-+--------------'        refund-payment > restock > undone
 *         v                 v
 *        release-stock <----' > failed
 *
 * `confirm` is the commit point: before it a failure turns back as if nothing had been, after it the order
 * stands, and what cannot be settled is cancelled in the open, with stock and money going back.
 */
export const SAGA = {
  'reserve-stock': { then: 'authorise-payment', refused: 'release-stock', passed: 'stock-reserved' },
  'authorise-payment': {
    then: 'confirm',
    refused: 'void-payment',
    passed: 'payment-authorised',
    payment: 'authorised',
  },
  confirm: { then: 'capture-payment', refused: 'void-payment', passed: 'confirmed' },
  'capture-payment': {
    then: 'commit-stock',
    refused: 'void-payment',
    passed: 'payment-captured',
    payment: 'captured',
  },
  'commit-stock': { then: 'settled', refused: 'refund-payment', passed: 'stock-committed' },

  'void-payment': { then: 'release-stock', passed: 'payment-voided', payment: 'voided' },
  'release-stock': { then: 'failed', passed: 'stock-released' },

  'refund-payment': { then: 'restock', passed: 'payment-refunded', payment: 'refunded' },
  restock: { then: 'undone', passed: 'restocked' },
} as const satisfies Record<WorkingStep, StepSpec>;

/** Why an order turned back. */
export interface SagaFailure {
  code: string;
  message: string;
  details?: Array<Record<string, unknown>>;
  /** An answer to this order, as opposed to a neighbour that could not be reached. */
  refused: boolean;
}

export interface Saga {
  step: SagaStep;
  /** Failures of the step that is next, since it became next. */
  attempts: number;
  /** Replica that works on it. */
  holder: string | null;
  /** Until then nobody else touches it: a lease of the holder, or the pause before another try. */
  leaseUntil: Date;
  /** After this moment an outage before the commit point is not waited out any more. */
  giveUpAt: Date;
  /** After this moment the order is not confirmed any more: its holds might lapse before they are used. */
  confirmBy: Date;
  failure?: SagaFailure;
  /** Request and trace that began it; whoever takes it over goes on in them. */
  requestId?: string;
  traceparent?: string;
}

const specOf = (step: WorkingStep): StepSpec => SAGA[step];

export const isWorking = (step: SagaStep): step is WorkingStep => step in SAGA;

/** Whether the order is not certain yet. */
export const beforeCommitPoint = (step: SagaStep): boolean =>
  step === 'reserve-stock' || step === 'authorise-payment' || step === 'confirm';

/** The next step after success. An order that was cancelled while it was being settled goes on to be undone. */
export const stepAfter = (step: WorkingStep, cancelled: boolean): SagaStep =>
  step === 'commit-stock' && cancelled ? 'refund-payment' : specOf(step).then;

export const paymentAfter = (step: WorkingStep): PaymentStatus | undefined => specOf(step).payment;

/** What to do about a failed step. */
type Verdict =
  { kind: 'turn-back'; to: WorkingStep; failure: SagaFailure } | { kind: 'try-again'; pauseMs: number };

/**
 * Judges a failed step. Refusals turn back where the table says so. Outages, and failures that we do not
 * know, are tried again: before the commit point only until `giveUpAt`, after it and on the way back for
 * as long as it takes.
 */
export function judge(
  saga: Saga,
  step: WorkingStep,
  error: unknown,
  now: Date,
  backoff: { firstMs: number; maxMs: number },
): Verdict {
  const to = specOf(step).refused;
  const refused = isRefusal(error);
  if (to && (refused || (beforeCommitPoint(step) && now >= saga.giveUpAt))) {
    return { kind: 'turn-back', to, failure: failureOf(error, refused) };
  }
  return { kind: 'try-again', pauseMs: Math.min(backoff.firstMs * 2 ** saga.attempts, backoff.maxMs) };
}

/** 401, 403 and 429 between services are our own trouble, not an answer about the order. */
const isRefusal = (error: unknown): error is AppError =>
  isAppError(error) && [404, 409, 410, 422].includes(error.status);

function failureOf(error: unknown, refused: boolean): SagaFailure {
  if (!isAppError(error)) return { code: 'SERVER_ERROR', message: 'Something went wrong.', refused };
  const { code, message, details } = error;
  return { code, message, ...(details && { details }), refused };
}
