import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTcpProxy, storeAddresses, uniqueName, until } from '@chowk/testing';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { createLogger } from '../src/log/index.ts';
import { closeRedis, loadScript, openRedis } from '../src/redis/index.ts';

const lines: string[] = [];
const logger = createLogger({
  service: 'test',
  level: 'warn',
  pretty: false,
  destination: { write: (line: string) => void lines.push(line) },
});
const url = () => storeAddresses().redisUrl;
const prefix = `${uniqueName('redis')}:`;
const opened: Redis[] = [];
const open = (options: Partial<Parameters<typeof openRedis>[0]> = {}) => {
  const redis = openRedis({ url: url(), profile: 'fail-fast', logger, ...options });
  opened.push(redis);
  return redis;
};
afterAll(() => Promise.all(opened.map(closeRedis)));

/** A port that takes connections and never answers, as a frozen Redis does; or, once closed, refuses them. */
async function silentServer() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
const elapsed = async (work: Promise<unknown>) => {
  const started = performance.now();
  await expect(work).rejects.toThrow();
  return performance.now() - started;
};

describe('fail-fast', () => {
  test('keys carry the prefix, and only they', async () => {
    const redis = open({ prefix });
    await redis.set('a', '1', 'EX', 60);
    expect(await open().get(`${prefix}a`)).toBe('1');
    expect(await redis.del('a')).toBe(1);
  });

  test('a command to a frozen Redis rejects within its time', async () => {
    const frozen = await silentServer();
    const redis = open({ url: frozen.url, commandTimeoutMs: 300 });
    expect(await elapsed(redis.get('a'))).toBeLessThan(2_000);
    redis.disconnect();
    await frozen.close();
  });

  test('a command whose connection is lost is sent again as often as is said', async () => {
    const line = await startTcpProxy({ to: new URL(url()).host });
    const address = `redis://${line.address}`;
    const [never, twice] = [open({ url: address, retries: 0 }), open({ url: address, retries: 2 })];
    await Promise.all([never.ping(), twice.ping()]);
    line.freeze();
    const answers = Promise.allSettled([never.ping(), twice.ping()]);
    await sleep(50);
    line.reset();
    line.heal();
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    never.disconnect();
    twice.disconnect();
    await line.stop();
  });

  test('without a queue a command to a Redis that is away rejects at once, and works when it is back', async () => {
    const gone = await silentServer();
    await gone.close();
    const redis = open({ url: gone.url, offlineQueue: false });
    expect(await elapsed(redis.get('a'))).toBeLessThan(100);
    redis.disconnect();
    const back = open({ offlineQueue: false });
    expect(await until('it is connected', () => back.ping().catch(() => undefined))).toBe('PONG');
  });

  test('a Redis that is away is logged and nothing is thrown; once closed, the client tries no more', async () => {
    const gone = await silentServer();
    await gone.close();
    lines.splice(0);
    const redis = open({ url: gone.url });
    await until('it is logged', () => lines.some((line) => line.includes('reconnecting')));
    await closeRedis(redis);
    const tries = lines.length;
    await sleep(400);
    expect(lines).toHaveLength(tries);
  });
});

describe('subscriber', () => {
  test('subscribes again by itself after a lost connection', async () => {
    const channel = `${prefix}news`;
    const subscriber = open({ profile: 'subscriber' });
    const heard: string[] = [];
    subscriber.on('message', (_channel, message: string) => heard.push(message));
    await subscriber.subscribe(channel);
    const publisher = open();
    await publisher.publish(channel, 'one');
    await until('the first is heard', () => heard.includes('one'));
    subscriber.disconnect(true);
    await until('the second is heard', async () => {
      await publisher.publish(channel, 'two');
      return heard.includes('two');
    });
  });

  test('waits for Redis where fail-fast would give up', async () => {
    const frozen = await silentServer();
    const subscriber = open({ url: frozen.url, profile: 'subscriber' });
    let settled = false;
    const subscribing = subscriber.subscribe('news').finally(() => (settled = true));
    subscribing.catch(() => undefined);
    await sleep(500);
    expect(settled).toBe(false);
    subscriber.disconnect();
    await expect(subscribing).rejects.toThrow();
    await frozen.close();
  });
});

test('a client of a Redis that froze is closed all the same, within two seconds', async () => {
  const { hostname, port } = new URL(url());
  const sockets: Socket[] = [];
  const proxy = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    sockets.push(client, upstream);
    client.pipe(upstream).pipe(client);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address() as AddressInfo;
  const redis = open({ url: `redis://127.0.0.1:${address.port}`, profile: 'subscriber' });
  await redis.subscribe('news');
  sockets[0]!.unpipe(sockets[1]);
  const started = performance.now();
  await closeRedis(redis);
  expect(performance.now() - started).toBeLessThan(2_000);
  await until('it is closed', () => redis.status === 'end');
  for (const socket of sockets) socket.destroy();
  await new Promise((closed) => proxy.close(closed));
});

describe('scripts', () => {
  const ADD = `return { redis.call('INCRBY', KEYS[1], ARGV[1]), #KEYS }`;
  const reply = z.tuple([z.number(), z.number()]);

  test('run with prefixed keys, are typed by their answer, and survive a server that forgot them', async () => {
    const redis = open({ prefix });
    const add = loadScript(redis, 'addUp', ADD, 1, reply);
    const [sum, keys] = await add(['sum'], [5]);
    expect(sum + keys).toBe(6);
    // What a restart of Redis does; the stores are shared, and others load theirs again as well.
    await open().script('FLUSH');
    expect(await add(['sum'], [5])).toEqual([10, 1]);
    await redis.del('sum');
  });

  test('take as many keys as each call has where that differs', async () => {
    const redis = open({ prefix });
    const count = loadScript(redis, 'countKeys', 'return #KEYS', 'any', z.number());
    expect([await count(['a'], []), await count(['a', 'b', 'c', 'd'], [])]).toEqual([1, 4]);
  });

  test('another answer than the declared one, a wrong number of keys and a taken name are refused', async () => {
    const redis = open({ prefix });
    const wrong = loadScript(redis, 'answersText', `return 'text'`, 1, z.number());
    await expect(wrong(['a'], [])).rejects.toThrow(z.ZodError);
    await expect(wrong([] as never, [])).rejects.toThrow(RangeError);
    expect(() => loadScript(redis, 'get', 'return 1', 1, z.number())).toThrow(/already/);
  });
});
