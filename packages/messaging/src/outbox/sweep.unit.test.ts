import { setTimeout as sleep } from 'node:timers/promises';
import { quietLogger } from '@chowk/testing';
import { Sweep } from './sweep.ts';

function counting(everyMs: number, lookMs: number) {
  const looks = { count: 0 };
  const run = async () => void looks.count++;
  return { looks, sweep: new Sweep({ everyMs, lookMs, run, logger: quietLogger() }) };
}

test('while nothing is expected nobody is asked; a rare look comes all the same', async () => {
  const idle = counting(60_000, 10);
  const rare = counting(100, 10);
  await sleep(450);
  expect(idle.looks.count).toBe(0);
  expect(rare.looks.count).toBeGreaterThanOrEqual(1);
  await Promise.all([idle.sweep.stop(), rare.sweep.stop()]);
});

test('what is expected is looked for often, the last time after its end, and then no more', async () => {
  const { looks, sweep } = counting(60_000, 20);
  const from = performance.now();
  sweep.expectWithin(200);
  sweep.expectWithin(100);
  await sleep(400);
  const { count } = looks;
  expect(count).toBeGreaterThanOrEqual(2);
  expect(count).toBeLessThanOrEqual(Math.ceil((performance.now() - from) / 20));
  await sleep(200);
  expect(looks.count).toBe(count);
  await sweep.stop();
});

test('a signal makes it look at once, and after its stop nothing does', async () => {
  const { looks, sweep } = counting(60_000, 20);
  sweep.wake();
  await sleep(50);
  expect(looks.count).toBe(1);
  await sweep.stop();
  sweep.expectWithin(1_000);
  sweep.wake();
  await sleep(100);
  expect(looks.count).toBe(1);
});
