import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs, Health, PeriodicTask, ShutdownStack, withHeartbeat } from '../src/lifecycle/index.ts';
import { createLogger } from '../src/log/index.ts';

const lines: string[] = [];
const logger = createLogger({
  service: 'test',
  level: 'warn',
  pretty: false,
  destination: { write: (line: string) => void lines.push(line) },
});

beforeEach(() => lines.splice(0));

describe('a periodic task', () => {
  test('runs again and again, one run at a time', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const task = new PeriodicTask({
      name: 'count',
      everyMs: 2,
      logger,
      run: async () => {
        most = Math.max(most, ++running);
        await sleep(5);
        running -= 1;
        runs += 1;
      },
    });
    for (const end = performance.now() + 10_000; runs <= 3 && performance.now() < end;) await sleep(10);
    await task.stop();
    expect(most).toBe(1);
    expect(runs).toBeGreaterThan(3);
    const after = runs;
    await sleep(20);
    expect(runs).toBe(after);
  });

  test('waits for its first pause, unless it is to run immediately', async () => {
    let late = 0;
    let early = 0;
    const lazy = new PeriodicTask({ name: 'lazy', everyMs: 60_000, logger, run: async () => void late++ });
    const eager = new PeriodicTask({
      name: 'eager',
      everyMs: 60_000,
      logger,
      immediately: true,
      run: async () => void early++,
    });
    await sleep(20);
    expect([late, early]).toEqual([0, 1]);
    await Promise.all([lazy.stop(), eager.stop()]);
  });

  test('that is woken during a run looks once more after it', async () => {
    let runs = 0;
    const task = new PeriodicTask({
      name: 'woken',
      everyMs: 60_000,
      logger,
      run: async () => {
        runs += 1;
        await sleep(20);
      },
    });
    task.wake();
    await sleep(5);
    task.wake();
    task.wake();
    await sleep(80);
    expect(runs).toBe(2);
    await task.stop();
  });

  test('that knows when more is due runs then, and not at its long pause', async () => {
    const runsAt: number[] = [];
    const task = new PeriodicTask({
      name: 'due',
      everyMs: 60_000,
      logger,
      immediately: true,
      run: async () => (runsAt.push(performance.now()) < 3 ? 30 : undefined),
    });
    await sleep(300);
    expect(runsAt).toHaveLength(3);
    expect(runsAt[1]! - runsAt[0]!).toBeGreaterThanOrEqual(29);
    task.wakeWithin(60_000);
    task.wakeWithin(20);
    task.wakeWithin(40);
    await sleep(300);
    await task.stop();
    expect(runsAt).toHaveLength(4);
  });

  test('that is told during a run when more is due keeps it in mind', async () => {
    let runs = 0;
    const task = new PeriodicTask({
      name: 'told',
      everyMs: 60_000,
      logger,
      immediately: true,
      run: async () => {
        if (++runs > 1) return;
        task.wakeWithin(30);
        await sleep(5);
        return 50_000;
      },
    });
    await sleep(300);
    await task.stop();
    expect(runs).toBe(2);
  });

  test('with a long pause tries again soon after a failed run', async () => {
    let runs = 0;
    const task = new PeriodicTask({
      name: 'missed',
      everyMs: 60_000,
      logger,
      immediately: true,
      run: async () => {
        if (++runs === 1) throw new Error('away');
      },
    });
    for (const end = performance.now() + 10_000; runs < 2 && performance.now() < end;) await sleep(20);
    await task.stop();
    expect(runs).toBe(2);
  });

  test('whose run fails logs it and runs again', async () => {
    let runs = 0;
    const task = new PeriodicTask({
      name: 'shaky',
      everyMs: 2,
      logger,
      run: async () => {
        if (++runs === 1) throw new Error('no luck');
      },
    });
    await sleep(50);
    await task.stop();
    expect(runs).toBeGreaterThan(1);
    expect(lines.join('')).toContain('"task":"shaky"');
  });

  test('stops at once in its pause, and tells a run under way to end', async () => {
    const idle = new PeriodicTask({ name: 'idle', everyMs: 60_000, logger, run: async () => undefined });
    let ended = false;
    const busy = new PeriodicTask({
      name: 'busy',
      everyMs: 60_000,
      logger,
      immediately: true,
      run: async (signal) => {
        await sleep(60_000, undefined, { signal }).finally(() => (ended = true));
      },
    });
    await sleep(5);
    const begun = performance.now();
    await Promise.all([idle.stop(), busy.stop()]);
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(ended).toBe(true);
    expect(lines).toEqual([]);
  });
});

test.each([
  [1, 100],
  [2, 200],
  [3, 400],
  [7, 5_000],
  [5_000, 5_000],
])('after %i failures the pause is %i ms', (failures, pauseMs) => {
  expect(backoffMs({ firstMs: 100, maxMs: 5_000 }, failures)).toBe(pauseMs);
});

describe('a heartbeat', () => {
  test('renews while work lasts, one renewal at a time, and not after it', async () => {
    let renewals = 0;
    let renewing = 0;
    let most = 0;
    const result = await withHeartbeat(
      {
        everyMs: 2,
        onMissed: () => undefined,
        renew: async () => {
          most = Math.max(most, ++renewing);
          await sleep(8);
          renewing -= 1;
          renewals += 1;
        },
      },
      () => sleep(60, 'done'),
    );
    expect(result).toBe('done');
    expect(most).toBe(1);
    expect(renewals).toBeGreaterThan(2);
    const after = renewals;
    await sleep(20);
    expect(renewals).toBe(after);
  });

  test('that misses a beat tells of it and goes on; what the work throws is thrown', async () => {
    const missed: unknown[] = [];
    const work = withHeartbeat(
      {
        everyMs: 2,
        onMissed: (error) => missed.push(error),
        renew: () => Promise.reject(new Error('away')),
      },
      async () => {
        await sleep(30);
        throw new Error('the work failed');
      },
    );
    await expect(work).rejects.toThrow('the work failed');
    expect(missed.length).toBeGreaterThan(1);
  });
});

describe('readiness', () => {
  test('is decided by what a service cannot do without; the rest is reported', async () => {
    const health = new Health();
    let isUp = true;
    health.add('mongodb', async () => undefined);
    health.report('rabbitmq', () => isUp);
    expect(await health.check()).toEqual({
      ...{ ready: true, dependencies: { mongodb: 'ok', rabbitmq: 'ok' } },
      facts: {},
    });
    isUp = false;
    expect(await health.check()).toEqual({
      ...{ ready: true, dependencies: { mongodb: 'ok', rabbitmq: 'down' } },
      facts: {},
    });
  });

  test('does not wait for a dependency that hangs', async () => {
    const health = new Health();
    health.add('redis', () => new Promise(() => undefined));
    const begun = performance.now();
    expect(await health.check()).toEqual({
      ...{ ready: false, dependencies: { redis: 'failing' } },
      facts: {},
    });
    expect(performance.now() - begun).toBeLessThan(3_000);
  });

  test('ends with stopping, of which listeners hear once', async () => {
    const health = new Health();
    let heard = 0;
    health.onStopping(() => (heard += 1));
    health.stopping();
    health.stopping();
    expect([(await health.check()).ready, heard]).toEqual([false, 1]);
  });
});

test('a part that does not stop in its time is logged, and the next is stopped all the same', async () => {
  const stopped: string[] = [];
  const stack = new ShutdownStack();
  stack.add('first', async () => void stopped.push('first'));
  stack.add('stuck', () => new Promise(() => undefined), 50);
  stack.add('last', async () => void stopped.push('last'));
  const begun = performance.now();
  await stack.stop(logger);
  expect(stopped).toEqual(['last', 'first']);
  expect(performance.now() - begun).toBeLessThan(2_000);
  expect(lines.join('')).toContain('"part":"stuck"');
});
