import { withRequestContext } from '@chowk/runtime/telemetry';
import { Turns } from './turns.ts';

/** Work that ends when it is told to. */
function task() {
  const { promise, resolve } = Promise.withResolvers<string>();
  let begun = false;
  return {
    run: async () => {
      begun = true;
      return promise;
    },
    begun: () => begun,
    end: () => resolve('done'),
  };
}
const soon = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));
const within = <T>(ms: number, work: () => T) =>
  withRequestContext({ requestId: 'req_1', deadline: Date.now() + ms }, work);
const OVERLOADED = { code: 'OVERLOADED', status: 503, retryAfter: 1 };

test('one user takes turns in order, another one runs beside', async () => {
  const turns = new Turns({ shards: 2, maxWaiting: 10 });
  const [first, second, other] = [task(), task(), task()];
  const answers = [turns.run('a', first.run), turns.run('a', second.run), turns.run('b', other.run)];
  await soon();
  expect([first.begun(), second.begun(), other.begun()]).toEqual([true, false, true]);
  first.end();
  await answers[0];
  await soon();
  expect(second.begun()).toBe(true);
  second.end();
  other.end();
  expect(await Promise.all(answers)).toEqual(['done', 'done', 'done']);
});

test('no two that run at once have the same shard, and no more run than there are shards', async () => {
  const turns = new Turns({ shards: 3, maxWaiting: 100 });
  const running = new Set<number>();
  let most = 0;
  const work = async (shard: number) => {
    expect(running.has(shard)).toBe(false);
    running.add(shard);
    most = Math.max(most, running.size);
    await soon(1);
    running.delete(shard);
  };
  await Promise.all(Array.from({ length: 50 }, (_, i) => turns.run(`user ${i}`, work)));
  expect(most).toBe(3);
});

test('a caller whose deadline has passed is not worked for', async () => {
  const turns = new Turns({ shards: 1, maxWaiting: 10 });
  const late = task();
  await expect(within(-1, () => turns.run('a', late.run))).rejects.toMatchObject(OVERLOADED);
  expect(late.begun()).toBe(false);
});

test('whoever runs out of time in line leaves it, and what comes behind is next', async () => {
  const turns = new Turns({ shards: 1, maxWaiting: 10 });
  const [running, givenUp, behind] = [task(), task(), task()];
  const answers = [turns.run('a', running.run)];
  const refused = within(20, () => turns.run('a', givenUp.run));
  answers.push(within(60_000, () => turns.run('a', behind.run)));
  await expect(refused).rejects.toMatchObject(OVERLOADED);
  running.end();
  await answers[0];
  await soon();
  expect([givenUp.begun(), behind.begun()]).toEqual([false, true]);
  behind.end();
  expect(await answers[1]).toBe('done');
});

test('more than may wait are refused at once, and there is room again when some have left', async () => {
  const turns = new Turns({ shards: 1, maxWaiting: 2 });
  const [running, waiting] = [task(), task()];
  const answers = [turns.run('a', running.run), turns.run('b', waiting.run)];
  const givenUp = within(20, () => turns.run('c', task().run));
  await expect(turns.run('d', task().run)).rejects.toMatchObject(OVERLOADED);
  await expect(givenUp).rejects.toMatchObject(OVERLOADED);
  const inItsPlace = task();
  answers.push(turns.run('d', inItsPlace.run));
  for (const one of [running, waiting, inItsPlace]) one.end();
  expect(await Promise.all(answers)).toEqual(['done', 'done', 'done']);
});

test('work that fails leaves its turn to the next', async () => {
  const turns = new Turns({ shards: 1, maxWaiting: 10 });
  const failing = turns.run('a', async () => {
    throw new Error('no');
  });
  const next = task();
  const answer = turns.run('a', next.run);
  await expect(failing).rejects.toThrow('no');
  next.end();
  expect(await answer).toBe('done');
});
