import { createLogger } from '../log/logger.ts';
import { followStoreClock } from './follow-store-clock.ts';
import { Health } from './health.ts';
import { ShutdownStack } from './shutdown-stack.ts';

const logger = createLogger({ service: 'test', level: 'silent', pretty: false });

/** A process that asks a store `aheadMs` ahead of it, or one that does not answer. */
async function follow(aheadMs: number | undefined) {
  const [health, shutdown] = [new Health(), new ShutdownStack()];
  const warn = jest.spyOn(logger, 'warn').mockClear();
  const read = async (): Promise<Date> => {
    if (aheadMs === undefined) throw new Error('away');
    return new Date(Date.now() + aheadMs);
  };
  const clock = await followStoreClock({ read, warnAboveMs: 2_000, health, shutdown, logger });
  const aheadOfUs = clock().getTime() - Date.now();
  const report = await health.check();
  await shutdown.stop(logger);
  return { aheadOfUs, report, warnings: warn.mock.calls.map(([, words]) => words) };
}

test.each([60_000, -60_000])(
  "the store's time is told where ours is off by %d ms; readiness shows by how much, and stays",
  async (aheadMs) => {
    const { aheadOfUs, report, warnings } = await follow(aheadMs);
    expect(Math.abs(aheadOfUs - aheadMs)).toBeLessThan(1_000);
    expect(report).toMatchObject({ ready: true, facts: { clockSkewMs: expect.any(Number) } });
    expect(Math.abs(report.facts.clockSkewMs! + aheadMs)).toBeLessThan(1_000);
    expect(warnings).toEqual([expect.stringContaining('the clock of this machine is off')]);
  },
);

test('a clock that is right is not warned of', async () => {
  expect((await follow(0)).warnings).toEqual([]);
});

test('while the store has not answered the time is ours, and how far that is off is not known', async () => {
  const { aheadOfUs, report, warnings } = await follow(undefined);
  expect(Math.abs(aheadOfUs)).toBeLessThan(1_000);
  expect(report).toMatchObject({ ready: true, facts: { clockSkewMs: null } });
  expect(warnings).toEqual([expect.stringContaining('is not known yet')]);
});
