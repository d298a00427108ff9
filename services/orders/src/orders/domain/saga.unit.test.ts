import { AppError } from '@chowk/contracts/errors';
import { beforeCommitPoint, isWorking, judge, SAGA, stepAfter, type Saga, type WorkingStep } from './saga.ts';

const NOW = new Date('2026-01-15T10:00:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const STEPS = Object.keys(SAGA) as WorkingStep[];
const BACKOFF = { firstMs: 100, maxMs: 1_000 };
const sagaAt = (step: WorkingStep, more: Partial<Saga> = {}): Saga => ({
  ...{ step, attempts: 0, holder: 'rpl_1', leaseUntil: NOW },
  ...{ giveUpAt: later(3_000), confirmBy: later(450_000) },
  ...more,
});
const judged = (step: WorkingStep, error: unknown, now = NOW, more: Partial<Saga> = {}) =>
  judge(sagaAt(step, more), step, error, now, BACKOFF);

const OUTAGE = new AppError('UPSTREAM_UNAVAILABLE');
const REFUSAL = new AppError('OUT_OF_STOCK', { details: [{ sku: 's' }] });

describe('the saga', () => {
  test('comes to an end from every step, forward and back, without meeting a step twice', () => {
    const walk = (from: WorkingStep, cancelled: boolean): void => {
      const seen = new Set<string>();
      for (let step: string = from; isWorking(step as WorkingStep);) {
        expect(seen.has(step)).toBe(false);
        seen.add(step);
        step = stepAfter(step as WorkingStep, cancelled);
      }
    };
    for (const step of STEPS) {
      walk(step, false);
      walk(step, true);
    }
  });

  test('an order cancelled while it is settled goes on to be undone', () => {
    expect(stepAfter('commit-stock', false)).toBe('settled');
    expect(stepAfter('commit-stock', true)).toBe('refund-payment');
  });

  test('a refusal turns back at once where there is a way back, and is told as it was', () => {
    expect(judged('reserve-stock', REFUSAL)).toEqual({
      kind: 'turn-back',
      to: 'release-stock',
      failure: { code: 'OUT_OF_STOCK', message: REFUSAL.message, details: [{ sku: 's' }], refused: true },
    });
    expect(judged('capture-payment', new AppError('PAYMENT_CLOSED'))).toMatchObject({ to: 'void-payment' });
    expect(judged('commit-stock', new AppError('RESERVATION_CLOSED'))).toMatchObject({
      to: 'refund-payment',
    });
  });

  test('an outage is waited out until the budget is spent before the commit point, and for ever after it', () => {
    for (const step of STEPS) {
      expect(judged(step, OUTAGE).kind).toBe('try-again');
      expect(judged(step, OUTAGE, later(3_000)).kind).toBe(
        beforeCommitPoint(step) ? 'turn-back' : 'try-again',
      );
    }
    expect(judged('reserve-stock', OUTAGE, later(3_000))).toMatchObject({ failure: { refused: false } });
  });

  test('the way back knows no way back: it is tried until it succeeds', () => {
    for (const step of ['void-payment', 'release-stock', 'refund-payment', 'restock'] as const) {
      expect(judged(step, REFUSAL, later(1e9)).kind).toBe('try-again');
    }
  });

  test('trouble between our own services is no answer about the order', () => {
    for (const code of ['UNAUTHORIZED', 'FORBIDDEN', 'RATE_LIMITED', 'SERVER_ERROR'] as const) {
      expect(judged('reserve-stock', new AppError(code)).kind).toBe('try-again');
    }
    expect(judged('reserve-stock', new TypeError('x is not a function')).kind).toBe('try-again');
  });

  test('pauses double up to the longest', () => {
    const pauses = [0, 1, 2, 3, 4, 60].map((attempts) => judged('restock', OUTAGE, NOW, { attempts }));
    expect(pauses.map((p) => p.kind === 'try-again' && p.pauseMs)).toEqual([
      100, 200, 400, 800, 1_000, 1_000,
    ]);
  });
});
