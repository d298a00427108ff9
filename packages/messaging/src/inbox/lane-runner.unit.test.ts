import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { LaneRunner } from './lane-runner.ts';

const POISON = 'poison';

/** A lane of texts; what each batch held, and how many ran at a time at the most. */
function recording({ windowMs = 20, maxEvents = 100, workMs = 0, isAway = false } = {}) {
  const batches: string[][] = [];
  const ran = { atOnce: 0, most: 0, takenApart: 0 };
  const runner = new LaneRunner<string, string>({
    windowMs,
    maxEvents,
    async apply(batch) {
      ran.most = Math.max(ran.most, ++ran.atOnce);
      await sleep(workMs);
      ran.atOnce -= 1;
      if (isAway || batch.some((each) => each.startsWith(POISON))) throw new Error(`cannot: ${batch.length}`);
      batches.push([...batch]);
      return batch.map((each) => each.toUpperCase());
    },
    concernsAll: () => isAway,
    onTakenApart: () => void ran.takenApart++,
  });
  return { runner, batches, ran };
}

const names = (count: number, prefix = 'e') => Array.from({ length: count }, (_, n) => `${prefix}${n}`);

test('what comes within the window is one batch, and each gets its own outcome', async () => {
  const { runner, batches } = recording();
  const outcomes = await Promise.all(names(5).map((name) => runner.add(name)));
  expect(outcomes).toEqual(['E0', 'E1', 'E2', 'E3', 'E4']);
  expect(batches).toEqual([names(5)]);
});

test('one batch runs at a time, and what comes meanwhile is the next one, in order', async () => {
  const { runner, batches, ran } = recording({ windowMs: 1, workMs: 40 });
  const all: Array<Promise<string>> = [];
  for (const name of names(30)) {
    all.push(runner.add(name));
    await sleep(2);
  }
  await Promise.all(all);
  expect(ran.most).toBe(1);
  expect(batches.flat()).toEqual(names(30));
  expect(batches.length).toBeLessThan(10);
});

test('a full batch does not wait for its window, and none is larger', async () => {
  const { runner, batches } = recording({ windowMs: 60_000, maxEvents: 4 });
  await Promise.all(names(8).map((name) => runner.add(name)));
  expect(batches).toEqual([names(4), names(8).slice(4)]);
});

test('of any batch exactly those fail that cannot be applied, and the others are applied in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }), async (isPoison) => {
      const { runner, batches } = recording({ windowMs: 0 });
      const all = isPoison.map((poison, n) => `${poison ? POISON : 'e'}${n}`);
      const ends = await Promise.allSettled(all.map((name) => runner.add(name)));
      expect(ends.map(({ status }) => status === 'rejected')).toEqual(isPoison);
      expect(batches.flat()).toEqual(all.filter((_name, n) => !isPoison[n]));
      for (const end of ends)
        if (end.status === 'rejected') expect(end.reason).toMatchObject({ message: 'cannot: 1' });
    }),
    { numRuns: 30 },
  );
});

test('a failure that none of them is to blame for fails all with one attempt', async () => {
  const { runner, ran } = recording({ isAway: true });
  const ends = await Promise.allSettled(names(10).map((name) => runner.add(name)));
  expect(ends.every(({ status }) => status === 'rejected')).toBe(true);
  expect(ran.takenApart).toBe(0);
});

test('a batch runs outside of whatever request or trace filled it', async () => {
  const storage = new AsyncLocalStorage<string>();
  const seen: Array<string | undefined> = [];
  const runner = new LaneRunner<string, undefined>({
    windowMs: 5,
    maxEvents: 10,
    async apply(batch) {
      seen.push(storage.getStore());
      return batch.map(() => undefined);
    },
    concernsAll: () => false,
    onTakenApart: () => undefined,
  });
  await storage.run('a request', () => Promise.all([runner.add('a'), runner.add('b')]));
  expect(seen).toEqual([undefined]);
});
