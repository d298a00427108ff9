import { setTimeout as sleep } from 'node:timers/promises';
import type { Envelope } from '@chowk/contracts/events';
import { quietLogger } from '@chowk/testing';
import type { OutboxRow } from './outbox.repository.ts';
import { PublishedRows } from './published-rows.ts';

const row = (n: number, leaseMs = 5_000): OutboxRow => ({
  _id: `evt_${n}`,
  envelope: {} as Envelope,
  createdAt: new Date(),
  leaseUntil: new Date(Date.now() + leaseMs),
});
const many = (count: number) => Array.from({ length: count }, (_, n) => row(n));

/** A collection that can be away; what each command deleted. */
function gathering() {
  const commands: string[][] = [];
  const store = { isAway: false };
  const published = new PublishedRows({
    rows: {
      insert: async () => undefined,
      claim: async () => [],
      async delete(rows) {
        if (store.isAway) throw new Error('away');
        commands.push(rows.map(({ _id }) => _id));
      },
    },
    logger: quietLogger(),
    clock: () => new Date(),
  });
  return { commands, store, published };
}

test('rows that are published one by one are deleted with one command', async () => {
  const { commands, published } = gathering();
  for (const each of many(20)) {
    published.add([each]);
    await sleep(1);
  }
  expect(commands).toEqual([]);
  await sleep(500);
  expect(commands.map((ids) => ids.length)).toEqual([20]);
});

test('a lease that is about to end is not waited with, nor are more than enough', async () => {
  const { commands, published } = gathering();
  published.add([row(0)]);
  published.add([row(1, 500)]);
  await sleep(20);
  expect(commands).toEqual([['evt_0', 'evt_1']]);
  published.add(many(500));
  await sleep(20);
  expect(commands[1]).toHaveLength(500);
});

test('what could not be deleted is, with the next; a stop waits for it', async () => {
  const { commands, store, published } = gathering();
  store.isAway = true;
  published.add([row(0)]);
  await published.flush();
  store.isAway = false;
  published.add([row(1)]);
  await published.flush();
  expect(commands).toEqual([['evt_0', 'evt_1']]);
});
