import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { storeAddresses, until } from '@chowk/testing';
import { startCuttingProxy } from './cutting-proxy.ts';
import { balanceChange, orderChange, say } from './facts.ts';
import { newPerson, startNotify, type NotifyFixture } from './fixture.ts';
import { connectClient, type StreamClient } from './stream-client.ts';

let fixture: NotifyFixture;
beforeAll(async () => {
  fixture = await startNotify();
}, 60_000);
afterAll(async () => fixture.stop(), 60_000);

interface Replica {
  url: string;
  log: Array<Record<string, unknown>>;
  exit: Promise<unknown>;
  end(): Promise<void>;
}

/** notify as its own process, as it runs in production. */
async function startProcess(more: Record<string, string> = {}): Promise<Replica> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts')], {
    env: { ...fixture.env({ LOG_LEVEL: 'info', LOG_PRETTY: 'false', ...more }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const log: Array<Record<string, unknown>> = [];
  createInterface({ input: child.stdout }).on('line', (line) =>
    log.push(JSON.parse(line) as Record<string, unknown>),
  );
  const exit = once(child, 'exit').then(([code, signal]) => (signal ?? code) as unknown);
  const ready = await until('notify is ready', () => log.find(({ msg }) => msg === 'ready'), 30_000);
  return {
    url: `http://127.0.0.1:${String(ready.httpPort)}`,
    log,
    exit,
    async end() {
      child.kill('SIGTERM');
      await exit;
    },
  };
}

test('killed after an effect and before its ack, notify goes on without a gap or a double, and logs the one trace', async () => {
  const person = newPerson();
  const follow = (url: string, lastSeq?: number): StreamClient =>
    connectClient({
      url,
      keys: fixture.keys,
      auth: () => ({ token: fixture.token(person) }),
      ...(lastSeq !== undefined && { lastSeq }),
    });
  const first = await startProcess({ CHOWK_FAILPOINTS: 'notify.wallet-updates.before-ack=kill@5' });
  const before = follow(first.url);
  await until('the stream is open', () => before.lastSeq !== undefined);
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const told = Array.from({ length: 20 }, (_, n) =>
    say(fixture.bus, 'balanceChanged', balanceChange(person.userId, 'hold', n + 1), {
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      requestid: 'req_crash',
    }),
  );
  await Promise.all(told);
  expect(await first.exit).toBe('SIGKILL');
  before.close();

  const second = await startProcess();
  const after = follow(second.url, before.lastSeq);
  try {
    await until('the rest is told', () => before.events.length + after.events.length >= 20, 20_000);
    expect([...before.seqs(), ...after.seqs()]).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    const amounts = [...before.events, ...after.events].map(({ payload }) => payload.transferId as string);
    expect(new Set(amounts).size).toBe(20);
    const sent = second.log.filter(({ msg }) => msg === 'socket event sent');
    expect(sent.length).toBeGreaterThan(0);
    for (const line of sent) expect(line).toMatchObject({ traceId, requestId: 'req_crash' });
  } finally {
    after.close();
    await second.end();
  }
  expect(await second.exit).toBe(0);
}, 60_000);

test('killed after a batch committed and before any of it is acknowledged, nobody misses or hears anything twice', async () => {
  const people = Array.from({ length: 4 }, () => newPerson());
  const first = await startProcess({ CHOWK_FAILPOINTS: 'notify.user-updates.committed=kill' });
  await Promise.all(
    people.flatMap(({ userId }) =>
      Array.from({ length: 6 }, (_, n) =>
        n % 2
          ? say(fixture.bus, 'balanceChanged', balanceChange(userId, 'topup', n + 1))
          : say(fixture.bus, 'orderStatusChanged', orderChange(userId, 'shipped', n + 1)),
      ),
    ),
  );
  expect(await first.exit).toBe('SIGKILL');
  const linesOf = (userId: string) =>
    fixture.connection.collection('notifications').countDocuments({ userId });
  const committed = await Promise.all(people.map(({ userId }) => linesOf(userId)));
  expect(committed.reduce((sum, count) => sum + count)).toBeGreaterThan(0);

  const second = await startProcess();
  const heard = people.map((person) =>
    connectClient({
      url: second.url,
      keys: fixture.keys,
      lastSeq: 0,
      auth: () => ({ token: fixture.token(person) }),
    }),
  );
  try {
    await until('all is told', () => heard.every(({ events }) => events.length >= 12), 20_000);
    for (const [index, { userId }] of people.entries()) {
      expect(heard[index]!.seqs()).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
      expect(await linesOf(userId)).toBe(6);
      const stream = await fixture.connection
        .collection<{ _id: string; unread: number }>('streams')
        .findOne({ _id: userId });
      expect(stream).toMatchObject({ lastSeq: 12, unread: 6 });
    }
  } finally {
    heard.forEach((client) => client.close());
    await second.end();
  }
}, 60_000);

test('while Redis is away open sockets go on, new ones are told to try again, and revocations work after', async () => {
  const person = newPerson();
  const line = await startCuttingProxy([storeAddresses().redisUrl]);
  const replica = await startProcess({ REDIS_URL: line.url.replace('http:', 'redis:') });
  const follow = (): StreamClient =>
    connectClient({ url: replica.url, keys: fixture.keys, auth: () => ({ token: fixture.token(person) }) });
  const client = follow();
  const late = follow();
  late.socket.disconnect();
  try {
    await until('the stream is open', () => client.lastSeq !== undefined);
    line.targets = ['redis://127.0.0.1:1'];
    line.cut();
    for (let n = 1; n <= 5; n++)
      await say(fixture.bus, 'balanceChanged', balanceChange(person.userId, 'hold', n));
    await until('all have arrived without Redis', () => client.events.length === 5);
    late.socket.connect();
    await until('a new socket is put off', () => late.connectError, 10_000);
    expect(late.connectError?.data).toEqual({ code: 'UPSTREAM_UNAVAILABLE', retryAfter: 1 });

    line.targets = [storeAddresses().redisUrl];
    await until('Redis is back', () => {
      if (!late.socket.active) late.socket.connect();
      return late.socket.connected;
    });
    await fixture.revoke(person, 'list');
    await until('both are out', () => !client.socket.connected && !late.socket.connected, 2_000);
  } finally {
    client.close();
    late.close();
    await replica.end();
    await line.stop();
  }
  expect(await replica.exit).toBe(0);
}, 60_000);
