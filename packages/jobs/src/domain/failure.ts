import { backoffMs } from '@chowk/runtime/lifecycle';
import { redactText } from '@chowk/runtime/log';
import type { JobPolicy } from '../definition/define-job.ts';

export type AfterFailure = { kind: 'retry'; delayMs: number } | { kind: 'park' };

/** What becomes of a job after so many tries (1 or more) that failed, before any jitter. */
export const afterFailure = (
  attempts: number,
  { backoff, maxAttempts }: Pick<JobPolicy, 'backoff' | 'maxAttempts'>,
): AfterFailure =>
  attempts >= maxAttempts ? { kind: 'park' } : { kind: 'retry', delayMs: backoffMs(backoff, attempts) };

const MAX_LENGTH = 500;

/** An error as one line for people who look at parked jobs. */
export const describeError = (error: unknown): string =>
  redactText(error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, MAX_LENGTH);
