import { setTimeout as sleep } from 'node:timers/promises';
import { quietLogger } from '@chowk/testing';
import { createDeferredBatch } from './deferred-batch.ts';

function recorded(options: { delayMs?: number; maxItems?: number; work?: () => Promise<void> } = {}) {
  const batches: string[][] = [];
  const batch = createDeferredBatch<string>({
    name: 'test',
    delayMs: options.delayMs ?? 5,
    maxItems: options.maxItems ?? 100,
    async run(items) {
      batches.push(items);
      await options.work?.();
    },
    logger: quietLogger(),
  });
  return { batch, batches };
}

test('what comes in a short time is one batch, the later of two under one key', async () => {
  const { batch, batches } = recorded();
  batch.add('a', 'a1');
  batch.add('b', 'b1');
  batch.add('a', 'a2');
  await sleep(30);
  batch.add('c', 'c1');
  await sleep(30);
  expect(batches).toEqual([['a2', 'b1'], ['c1']]);
});

test('one batch runs at a time; what comes meanwhile is the next one', async () => {
  let finish = (): void => undefined;
  const { batch, batches } = recorded({ work: () => new Promise((resolve) => (finish = resolve)) });
  batch.add('a', 'a');
  await sleep(20);
  batch.add('b', 'b');
  batch.add('c', 'c');
  await sleep(20);
  expect(batches).toEqual([['a']]);
  finish();
  await sleep(30);
  expect(batches).toEqual([['a'], ['b', 'c']]);
  finish();
});

test('a stop does what waits, without the pause', async () => {
  const { batch, batches } = recorded({ delayMs: 60_000 });
  batch.add('a', 'a');
  await batch.stop();
  expect(batches).toEqual([['a']]);
  await batch.stop();
  expect(batches).toHaveLength(1);
});

test('a batch that fails is not tried again, and the next one runs', async () => {
  const { batch, batches } = recorded({ work: () => Promise.reject(new Error('away')) });
  batch.add('a', 'a');
  await sleep(20);
  batch.add('b', 'b');
  await batch.stop();
  expect(batches).toEqual([['a'], ['b']]);
});

test('no more waits than it may hold', async () => {
  const { batch, batches } = recorded({ delayMs: 60_000, maxItems: 2 });
  for (const name of ['a', 'b', 'c']) batch.add(name, name);
  batch.add('b', 'later');
  await batch.stop();
  expect(batches).toEqual([['a', 'later']]);
});
