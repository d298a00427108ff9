import { until, type InProcessService } from '@chowk/testing';
import { notificationModel } from '../src/inbox/persistence/notification.model.ts';
import { streamKey } from '../src/stream/domain/stream-key.ts';
import { streamEventModel, streamModel } from '../src/stream/persistence/stream.model.ts';
import { createStreamRepository } from '../src/stream/persistence/stream.repository.ts';
import { startCuttingProxy } from './cutting-proxy.ts';
import { balanceChange, orderChange, say, scan } from './facts.ts';
import { newPerson, startNotify, type NotifyFixture, type Person } from './fixture.ts';
import { connectClient, type StreamClient } from './stream-client.ts';

let fixture: NotifyFixture;
let one: InProcessService;
let two: InProcessService;
const clients: StreamClient[] = [];

beforeAll(async () => {
  fixture = await startNotify();
  one = await fixture.replica();
  two = await fixture.replica();
}, 60_000);

afterEach(() => clients.splice(0).forEach((client) => client.close()));
afterAll(async () => fixture.stop(), 60_000);

function follow(person: Person, url: string, options: Partial<Parameters<typeof connectClient>[0]> = {}) {
  const client = connectClient({
    url,
    keys: fixture.keys,
    auth: () => ({ token: fixture.token(person) }),
    ...options,
  });
  clients.push(client);
  return client;
}

const opened = (client: StreamClient) =>
  until('the stream is open', () => client.others.some(({ name }) => name === 'stream_opened'));

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** Writes events into a stream as a replica would whose signal nobody hears. */
async function storeSilently(userId: string, count: number): Promise<void> {
  const stream = createStreamRepository(fixture.connection, 3600);
  const session = await fixture.connection.startSession();
  await session.withTransaction(async () => {
    const tx = { session, emit: () => undefined, schedule: () => undefined, unschedule: () => undefined };
    const events = range(1, count).map((n) => ({
      name: 'wallet_update' as const,
      data: { ...balanceChange(userId, 'hold', n), changedAt: new Date().toISOString() },
    }));
    await stream.append(tx, [{ userId, events }], new Date());
  });
  await session.endSession();
}

test('a fact on the bus reaches the person as update and notification, numbered, with the trace of its cause', async () => {
  const person = newPerson();
  const client = follow(person, one.url);
  await opened(client);
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  await say(fixture.bus, 'orderStatusChanged', orderChange(person.userId, 'shipped', 3), {
    traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
    requestid: 'req_checkout',
  });
  await until('both events are there', () => client.events.length === 2);
  expect(client.events).toEqual([
    {
      name: 'order_status_update',
      payload: {
        seq: 1,
        id: expect.stringMatching(/^sev_/),
        at: expect.any(String),
        traceId,
        requestId: 'req_checkout',
        orderId: 'ord_1',
        orderNumber: 'CH-1001',
        status: 'shipped',
        previousStatus: 'placed',
        version: 3,
        total: { amount: 49_900, currency: 'INR' },
        changedAt: expect.any(String),
      },
    },
    {
      name: 'new_notification',
      payload: expect.objectContaining({
        seq: 2,
        traceId,
        notification: expect.objectContaining({
          id: expect.stringMatching(/^ntf_/),
          category: 'orders',
          type: 'order.shipped',
          body: 'Your order CH-1001 has left the store.',
          data: { orderId: 'ord_1', status: 'shipped' },
          readAt: null,
        }),
      }),
    },
  ]);
});

test('each kind of fact has its own update; only what is worth it becomes a notification', async () => {
  const person = newPerson();
  const client = follow(person, two.url);
  await opened(client);
  for (const [name, data, events] of [
    ['orderStatusChanged', orderChange(person.userId, 'packed', 1), 1],
    ['balanceChanged', balanceChange(person.userId, 'hold', 100), 1],
    ['balanceChanged', balanceChange(person.userId, 'topup', 123_456), 2],
    ['scanRecorded', scan(person.userId), 2],
  ] as const) {
    const before = client.events.length;
    await say(fixture.bus, name, data);
    await until(`${name} has arrived`, () => client.events.length === before + events);
  }
  expect(client.events.map(({ name }) => name)).toEqual([
    'order_status_update',
    'wallet_update',
    'wallet_update',
    'new_notification',
    'scan_update',
    'new_notification',
  ]);
  expect(client.events[3]!.payload.notification.body).toBe(
    '₹1,234.56 was added to your wallet. Balance: ₹1,234.56.',
  );
});

test('a client that was away gets the rest in order from another replica', async () => {
  const person = newPerson();
  await storeSilently(person.userId, 100);
  const client = follow(person, two.url, { lastSeq: 40 });
  await until('the rest has arrived', () => client.events.length === 60);
  expect(client.seqs()).toEqual(range(41, 100));
});

test('a client without a place hears from now on, and is told where that is', async () => {
  const person = newPerson();
  await storeSilently(person.userId, 5);
  const client = follow(person, one.url);
  await opened(client);
  expect(client.lastSeq).toBe(5);
  await say(fixture.bus, 'balanceChanged', balanceChange(person.userId, 'hold', 1));
  await until('the next event is there', () => client.events.length === 1);
  expect(client.seqs()).toEqual([6]);
});

test('a place older than what is kept asks for a resync and goes on from the newest', async () => {
  const person = newPerson();
  await storeSilently(person.userId, 10);
  await streamEventModel(fixture.connection).deleteMany({
    _id: { $in: range(1, 6).map((seq) => streamKey(person.userId, seq)) },
  });
  const client = follow(person, one.url, { lastSeq: 3 });
  await until('the resync was asked for', () => client.others.some(({ name }) => name === 'resync_required'));
  expect(client.others.at(-1)).toEqual({ name: 'resync_required', payload: { firstSeq: 7, lastSeq: 10 } });
  await storeSilently(person.userId, 2);
  await until('the stream goes on', () => client.events.length === 2);
  expect(client.seqs()).toEqual([11, 12]);
});

test('a place after everything is gone, or one that never was, asks for a resync as well', async () => {
  const person = newPerson();
  await storeSilently(person.userId, 4);
  const ahead = follow(person, one.url, { lastSeq: 1_000 });
  await until('the resync was asked for', () => ahead.others.some(({ name }) => name === 'resync_required'));
  expect(ahead.others[0]).toEqual({ name: 'resync_required', payload: { lastSeq: 4 } });
  await streamEventModel(fixture.connection).deleteMany({ _id: { $regex: `^${person.userId}:` } });
  const late = follow(person, two.url, { lastSeq: 2 });
  await until('the resync was asked for', () => late.others.some(({ name }) => name === 'resync_required'));
  expect(late.others.at(-1)).toEqual({ name: 'resync_required', payload: { lastSeq: 4 } });
});

test('an update whose signal was lost is found by the periodic check', async () => {
  const person = newPerson();
  const client = follow(person, one.url);
  await opened(client);
  await storeSilently(person.userId, 3);
  await until('the check has found it', () => client.events.length === 3, 3_000);
  expect(client.seqs()).toEqual([1, 2, 3]);
});

test('all sockets of a person, on both replicas, get every event', async () => {
  const person = newPerson();
  const devices = [follow(person, one.url), follow(person, one.url), follow(person, two.url)];
  await Promise.all(devices.map(opened));
  for (let n = 1; n <= 20; n++) {
    await say(fixture.bus, 'balanceChanged', balanceChange(person.userId, 'hold', n));
  }
  await until('all have all', () => devices.every((device) => device.events.length === 20));
  for (const device of devices) expect(device.seqs()).toEqual(range(1, 20));
});

test('100 parallel facts about one new person, each sent twice, are 100 consecutive numbers and notifications', async () => {
  const person = newPerson();
  const watcher = follow(person, one.url);
  await opened(watcher);
  const sendAll = () =>
    Promise.all(
      range(1, 100).map((n) =>
        say(fixture.bus, 'balanceChanged', balanceChange(person.userId, 'refund', n), {
          id: `evt_${person.userId}_${n}`,
        }),
      ),
    );
  await sendAll();
  await sendAll();
  await until('all are told', () => watcher.events.length >= 200, 30_000);
  // A late duplicate would come after; the queue is empty when a last event has been told.
  await say(fixture.bus, 'balanceChanged', balanceChange(person.userId, 'hold', 1));
  await until('the last is told', () => watcher.events.length >= 201);
  expect(watcher.seqs()).toEqual(range(1, 201));
  const stream = await streamModel(fixture.connection).findById(person.userId).lean();
  expect(stream?.lastSeq).toBe(201);
  const rows = await notificationModel(fixture.connection).find({ userId: person.userId }).lean();
  expect(new Set(rows.map((row) => row.eventId)).size).toBe(100);
  expect(rows).toHaveLength(100);
}, 60_000);

test('2,000 events while the line is cut every 200 ms and a replica shutdown: all arrive, in order, each once', async () => {
  const person = newPerson();
  const third = await fixture.replica();
  const proxy = await startCuttingProxy([one.url, third.url]);
  const client = follow(person, proxy.url);
  await opened(client);
  const cutting = setInterval(() => proxy.cut(), 200);
  try {
    for (let sent = 0; sent < 1_900; sent += 50) {
      await storeSilently(person.userId, 50);
      if (sent === 900) {
        proxy.targets = [one.url, two.url];
        await third.stop();
      }
    }
    await Promise.all(
      range(1, 100).map((n) => say(fixture.bus, 'balanceChanged', balanceChange(person.userId, 'hold', n))),
    );
    await until('all have arrived', () => client.events.length >= 2_000, 30_000);
  } finally {
    clearInterval(cutting);
    await proxy.stop();
  }
  expect(client.seqs()).toEqual(range(1, 2_000));
  expect(client.disconnects.length).toBeGreaterThan(3);
}, 60_000);
