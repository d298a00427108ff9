import { setTimeout as sleep } from 'node:timers/promises';
import type { EventData } from '@chowk/contracts/events';
import { until } from '@chowk/testing';
import fc from 'fast-check';
import type { NotificationDocument } from '../src/inbox/persistence/notification.model.ts';
import type { CausedUpdate } from '../src/inbox/use-cases/publish-user-updates.ts';
import type { StreamEventDocument } from '../src/stream/persistence/stream.model.ts';
import { logCommands, type CommandLog } from './command-log.ts';
import { balanceChange, orderChange, say } from './facts.ts';
import { newPerson, startNotify, type NotifyFixture } from './fixture.ts';
import { openUpdatePart, type UpdatePart } from './update-lane.ts';

let fixture: NotifyFixture;
let log: CommandLog;
let part: UpdatePart;
beforeAll(async () => {
  fixture = await startNotify();
  // Collections and indexes as a start makes them.
  await (await fixture.replica()).stop();
  log = await logCommands(fixture.connection.name);
  part = openUpdatePart(log.connection, fixture.env());
}, 60_000);
afterAll(async () => {
  await part.stop();
  await log.stop();
  await fixture.stop();
}, 60_000);

const updateOf = (userId: string, n: number, has: { event: boolean; line: boolean }): CausedUpdate => ({
  eventId: `evt_${userId}_${n}`,
  origin: { requestId: `req_${n}`, traceparent: undefined },
  update: {
    userId,
    ...(has.event && {
      event: {
        name: 'wallet_update',
        data: { ...balanceChange(userId, 'hold', n), changedAt: '2026-01-01T00:00:00.000Z' },
      },
    }),
    ...(has.line && {
      notification: {
        category: 'orders',
        text: { key: 'order.shipped', variables: { orderNumber: `CH-${n}` } },
        data: { orderId: `ord_${n}` },
      },
    }),
  },
});
/** What was asked for, without the outbox's own looks after it has connected. */
const commands = () => log.commands.filter((command) => command !== 'find outbox');
const apply = (items: readonly CausedUpdate[]) => part.outbox.transact((tx) => part.lane.handle(items, tx));

/** All that is stored of a person, without what is drawn or measured: ids and instants. */
async function storedOf(userId: string) {
  const range = { _id: { $regex: `^${userId}:` } };
  const events = await fixture.connection
    .collection<StreamEventDocument>('stream_events')
    .find(range)
    .sort({ _id: 1 })
    .toArray();
  const lines = await fixture.connection
    .collection<NotificationDocument>('notifications')
    .find(range)
    .sort({ _id: 1 })
    .toArray();
  const seqOf = (key: string) => Number(key.split(':')[1]);
  return {
    events: events.map(({ _id, name, data, requestId }) => {
      const { notification } = data as { notification?: { data: object; body: string } };
      const { amount } = data as { amount?: object };
      return { seq: seqOf(_id), name, requestId, amount, body: notification?.body };
    }),
    lines: lines.map(({ _id, eventId, body, data }) => ({ seq: seqOf(_id), eventId, body, data })),
    unread: await part.unread(userId),
  };
}

test('any grouping of updates of any people comes to the same streams, inboxes and counters as one by one', async () => {
  const update = fc.record({
    person: fc.nat({ max: 3 }),
    has: fc.constantFrom(
      { event: true, line: false },
      { event: true, line: true },
      { event: false, line: true },
    ),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(update, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 }),
      async (groups) => {
        const people = Array.from({ length: 4 }, () => [newPerson().userId, newPerson().userId] as const);
        let n = 0;
        for (const group of groups) {
          const numbered = group.map((each) => ({ ...each, n: ++n }));
          const ends = await apply(
            numbered.map(({ person, has, n: number }) => updateOf(people[person]![0], number, has)),
          );
          for (const { person, has, n: number } of numbered)
            await apply([updateOf(people[person]![1], number, has)]);
          for (const [userId, seq] of ends) expect((await storedOf(userId)).events.at(-1)?.seq).toBe(seq);
        }
        for (const [together, alone] of people) {
          const renamed = JSON.stringify(await storedOf(alone)).replaceAll(alone, together);
          expect(await storedOf(together)).toEqual(JSON.parse(renamed));
        }
      },
    ),
    { numRuns: process.env.CHAOS ? 100 : 6 },
  );
}, 60_000);

test('many updates of many people are five commands; of one person, one less', async () => {
  const many = Array.from({ length: 20 }, () => newPerson().userId);
  const items = [...many, ...many].map((userId, n) =>
    updateOf(userId, n, { event: true, line: n % 2 === 0 }),
  );
  log.commands.splice(0);
  await apply(items);
  expect(commands()).toEqual([
    'update streams',
    'find streams',
    'insert stream_events',
    'insert notifications',
    'commitTransaction',
  ]);
  log.commands.splice(0);
  const { userId } = newPerson();
  await apply([1, 2, 3].map((n) => updateOf(userId, n, { event: true, line: false })));
  expect(commands()).toEqual(['findAndModify streams', 'insert stream_events', 'commitTransaction']);
});

test('checkouts side by side: no conflict within a replica, few transactions, one signal a person and batch', async () => {
  await part.consume();
  log.commands.splice(0);
  part.signals.splice(0);
  const buyers = Array.from({ length: 8 }, () => newPerson().userId);
  const EACH = 5;
  // What a checkout tells, in the order and about the time that it takes.
  const checkOut = async (userId: string, n: number): Promise<void> => {
    const balance = (kind: EventData<'balanceChanged'>['kind'], version: number) =>
      say(fixture.bus, 'balanceChanged', balanceChange(userId, kind, version), {
        subject: userId,
        subjectversion: version,
      });
    await balance('hold', 2 * n + 1);
    await sleep(30);
    await balance('capture', 2 * n + 2);
    await say(
      fixture.bus,
      'orderStatusChanged',
      { ...orderChange(userId, 'placed', 1), orderId: `ord_${userId}_${n}` },
      { subject: `ord_${userId}_${n}`, subjectversion: 1 },
    );
    await sleep(100);
  };
  await Promise.all(
    buyers.map(async (userId) => {
      for (let n = 0; n < EACH; n++) await checkOut(userId, n);
    }),
  );
  await until('all are told', async () => {
    const stored = await Promise.all(buyers.map(storedOf));
    return stored.every(({ lines }) => lines.length === EACH);
  });
  for (const userId of buyers) {
    const { events, unread } = await storedOf(userId);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
    expect(unread).toBe(EACH);
  }
  const count = (command: string) => log.commands.filter((each) => each === command).length;
  expect(count('abortTransaction')).toBe(0);
  const checkouts = buyers.length * EACH;
  expect(count('commitTransaction')).toBeLessThanOrEqual(0.6 * checkouts);
  // The other reads are those of this test and the counters that it asks for.
  const asked = commands().filter((each) => !each.startsWith('find ') || each === 'find streams');
  expect(asked.length - buyers.length).toBeLessThanOrEqual(5 * checkouts);
  for (const userId of buyers)
    expect(part.signals.filter(([of]) => of === userId).length).toBeLessThanOrEqual(3 * EACH);
  const newest = new Map(part.signals);
  for (const userId of buyers) expect(newest.get(userId)).toBe((await storedOf(userId)).events.length);
});

test('two replicas that tell the same people at once leave streams without a gap or a double', async () => {
  const other = openUpdatePart(fixture.connection, fixture.env());
  try {
    await other.consume();
    const people = Array.from({ length: 6 }, () => newPerson().userId);
    await Promise.all(
      people.flatMap((userId) =>
        Array.from({ length: 25 }, (_, n) =>
          n % 2
            ? say(fixture.bus, 'balanceChanged', balanceChange(userId, 'topup', n))
            : say(fixture.bus, 'orderStatusChanged', orderChange(userId, 'shipped', n + 1)),
        ),
      ),
    );
    await until(
      'all are told',
      async () => (await Promise.all(people.map(storedOf))).every(({ lines }) => lines.length === 25),
      20_000,
    );
    for (const userId of people) {
      const { events, lines, unread } = await storedOf(userId);
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
      expect(new Set(lines.map(({ eventId }) => eventId)).size).toBe(25);
      expect(unread).toBe(25);
    }
  } finally {
    await other.stop();
  }
}, 40_000);
