import { isAppError, type AppError } from '@chowk/contracts/errors';
import { backoffMs, type Backoff } from '@chowk/runtime/lifecycle';
import type { ProcessFailure, StepRecord } from './process.ts';

export interface RetryPolicy {
  /** Pauses between the tries of a step. */
  backoff: Backoff;
  /** Refusals without a way back after which a step needs attention. */
  maxRefusals: number;
  /** How long in ms outages of one step are waited out before it needs attention. */
  maxOutageMs: number;
}

/** What to do about a failed step. */
export type Verdict =
  | { kind: 'turn-back'; failure: ProcessFailure }
  | { kind: 'retry'; failure: ProcessFailure; pauseMs: number }
  | { kind: 'park'; failure: ProcessFailure };

/**
 * Judges a failed step. A refusal leads back where there is a way back. Outages, and failures that we do not
 * know, are tried again: before the commit point until `retryDeadline`, else with growing pauses. What is refused
 * `maxRefusals` times without a way back, or fails for `maxOutageMs`, is parked.
 */
export function judge(
  error: unknown,
  step: {
    record: StepRecord | undefined;
    /** A refusal of this step turns the process back. */
    canTurnBack: boolean;
    /** Only before the commit point. */
    retryDeadline?: Date | undefined;
  },
  now: Date,
  policy: RetryPolicy,
): Verdict {
  const refused = isRefusal(error);
  const failure = failureOf(error, refused);
  const gaveUp = step.retryDeadline !== undefined && now >= step.retryDeadline;
  if (step.canTurnBack && (refused || gaveUp)) return { kind: 'turn-back', failure };

  const { attempts = 0, refusals = 0, failingSince = now } = step.record ?? {};
  const tooOften = refused && refusals + 1 >= policy.maxRefusals;
  const tooLong = now.getTime() - failingSince.getTime() >= policy.maxOutageMs;
  if (tooOften || tooLong) return { kind: 'park', failure };
  return { kind: 'retry', failure, pauseMs: backoffMs(policy.backoff, attempts + 1) };
}

/**
 * Whether a failure is an answer about the subject. 401, 403 and 429 between services are our own trouble,
 * and what is not of the catalogue is a fault of ours.
 */
export const isRefusal = (error: unknown): error is AppError =>
  isAppError(error) && [404, 409, 410, 422].includes(error.status);

export function failureOf(error: unknown, refused: boolean): ProcessFailure {
  if (!isAppError(error)) return { code: 'SERVER_ERROR', message: 'Something went wrong.', refused };
  const { code, message, details } = error;
  return { code, message, ...(details && { details }), refused };
}
