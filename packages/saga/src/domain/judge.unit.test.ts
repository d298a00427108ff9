import { AppError, ERROR_CATALOGUE, type ErrorCode } from '@chowk/contracts/errors';
import { failureOf, isRefusal, judge, type RetryPolicy } from './judge.ts';
import type { StepRecord } from './process.ts';

const NOW = new Date('2026-01-15T10:00:00Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);
const POLICY: RetryPolicy = { backoff: { firstMs: 100, maxMs: 1_000 }, maxRefusals: 3, maxOutageMs: 60_000 };
const OUTAGE = new AppError('UPSTREAM_UNAVAILABLE');
const REFUSAL = new AppError('OUT_OF_STOCK', { details: [{ sku: 's' }] });
const BUG = new TypeError('x is not a function');
const failed = (attempts: number, refusals = 0, failingMs = 0): StepRecord => ({
  ...{ state: 'pending', at: NOW, attempts, refusals, failingSince: ago(failingMs) },
});

describe('a failure', () => {
  test('is a refusal for 404, 409, 410 and 422 of the catalogue, and for nothing else', () => {
    const refusing = (Object.keys(ERROR_CATALOGUE) as ErrorCode[]).filter((code) =>
      isRefusal(new AppError(code)),
    );
    const statuses = new Set(refusing.map((code) => ERROR_CATALOGUE[code].status));
    expect([...statuses].sort()).toEqual([404, 409, 410, 422]);
    for (const code of ['PAYMENT_NOT_FOUND', 'OUT_OF_STOCK', 'QR_CODE_GONE', 'VALIDATION_FAILED'] as const) {
      expect(isRefusal(new AppError(code))).toBe(true);
    }
    for (const code of [
      'BAD_REQUEST',
      'UNAUTHORIZED',
      'FORBIDDEN',
      'PRECONDITION_FAILED',
      'RATE_LIMITED',
      'SERVER_ERROR',
      'PAYMENT_PROVIDER_FAILED',
      'UPSTREAM_UNAVAILABLE',
      'UPSTREAM_TIMEOUT',
    ] as const) {
      expect(isRefusal(new AppError(code))).toBe(false);
    }
    expect(isRefusal(BUG)).toBe(false);
    expect(isRefusal(undefined)).toBe(false);
  });

  test('is told as it was, and one that we do not know as a fault of ours', () => {
    expect(failureOf(REFUSAL, true)).toEqual({
      ...{ code: 'OUT_OF_STOCK', message: REFUSAL.message, details: [{ sku: 's' }], refused: true },
    });
    expect(failureOf(BUG, false)).toEqual({
      code: 'SERVER_ERROR',
      message: 'Something went wrong.',
      refused: false,
    });
  });
});

describe('the verdict on a failed step', () => {
  const FORWARD = { canTurnBack: true, retryDeadline: undefined };
  const EARLY = { canTurnBack: true, retryDeadline: new Date(NOW.getTime() + 1) };
  const LATE = { canTurnBack: true, retryDeadline: NOW };
  const NO_WAY_BACK = { canTurnBack: false, retryDeadline: undefined };

  test.each([
    // Before the commit point, while there is patience left.
    ['a refusal', REFUSAL, EARLY, undefined, 'turn-back'],
    ['an outage', OUTAGE, EARLY, undefined, 'retry'],
    ['a bug', BUG, EARLY, failed(40), 'retry'],
    // Before the commit point, when there is none.
    ['a refusal', REFUSAL, LATE, undefined, 'turn-back'],
    ['an outage', OUTAGE, LATE, undefined, 'turn-back'],
    ['a bug', BUG, LATE, undefined, 'turn-back'],
    // After it.
    ['a refusal', REFUSAL, FORWARD, undefined, 'turn-back'],
    ['an outage', OUTAGE, FORWARD, undefined, 'retry'],
    ['an outage of 59.999 s', OUTAGE, FORWARD, failed(90, 0, 59_999), 'retry'],
    ['an outage of 60 s', OUTAGE, FORWARD, failed(90, 0, 60_000), 'park'],
    // On the way back, and in a process without one.
    ['a first refusal', REFUSAL, NO_WAY_BACK, undefined, 'retry'],
    ['a second refusal', REFUSAL, NO_WAY_BACK, failed(1, 1), 'retry'],
    ['a third refusal', REFUSAL, NO_WAY_BACK, failed(2, 2), 'park'],
    ['a third refusal between outages', REFUSAL, NO_WAY_BACK, failed(30, 2), 'park'],
    ['an outage after two refusals', OUTAGE, NO_WAY_BACK, failed(2, 2), 'retry'],
    ['the thirtieth outage', OUTAGE, NO_WAY_BACK, failed(29), 'retry'],
    ['an outage of 60 s', OUTAGE, NO_WAY_BACK, failed(29, 0, 60_000), 'park'],
    ['a bug for 60 s', BUG, NO_WAY_BACK, failed(29, 0, 60_000), 'park'],
  ] as const)('%s: case %#', (_, error, step, record, kind) => {
    expect(judge(error, { record, ...step }, NOW, POLICY)).toMatchObject({ kind });
  });

  test('names its failure as a refusal only when it was one', () => {
    const verdict = (error: unknown) => judge(error, { record: undefined, ...LATE }, NOW, POLICY);
    expect(verdict(REFUSAL).failure).toMatchObject({ code: 'OUT_OF_STOCK', refused: true });
    expect(verdict(OUTAGE).failure).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', refused: false });
  });

  test('lets pauses double up to the longest', () => {
    const pauses = [0, 1, 2, 3, 4, 60].map((attempts) =>
      judge(OUTAGE, { record: failed(attempts), ...NO_WAY_BACK }, NOW, POLICY),
    );
    expect(pauses.map((verdict) => verdict.kind === 'retry' && verdict.pauseMs)).toEqual([
      100, 200, 400, 800, 1_000, 1_000,
    ]);
  });
});
