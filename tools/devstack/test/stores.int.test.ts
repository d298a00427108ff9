import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startStores } from '@chowk/devstack';
import amqp from 'amqplib';
import { Redis } from 'ioredis';
import type { DataRoot } from '../src/machine/data-root.ts';
import { findExecutable } from '../src/machine/executables.ts';
import { redis } from '../src/stores/redis.ts';
import { startByFirstWay } from '../src/stores/ways.ts';
import { exitOf, listenersOn, processesIn, runFixture, until } from './processes.ts';

// What is tested here are the servers that the devstack runs itself; where Docker or the environment provide
// the stores, they may not be installed.
const areInstalled =
  findExecutable('redis-server') !== undefined && findExecutable('rabbitmq-server') !== undefined;
const describeServers = areInstalled && process.platform === 'linux' ? describe : describe.skip;

/** An environment in which only our own servers are left as a way. */
const OWN_SERVERS = { REDIS_URL: '', RABBITMQ_URL: '', CHOWK_DOCKER: 'off' };
const LOOPBACK = '0100007F';

async function withRedis<T>(url: string, use: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: null });
  client.on('error', () => undefined); // the rejected connect() tells the same
  await client.connect();
  try {
    return await use(client);
  } finally {
    client.disconnect();
  }
}

async function withChannel<T>(url: string, use: (channel: amqp.ConfirmChannel) => Promise<T>): Promise<T> {
  const connection = await amqp.connect(url);
  try {
    return await use(await connection.createConfirmChannel());
  } finally {
    await connection.close();
  }
}

const send = (url: string, text: string) =>
  withChannel(url, async (channel) => {
    await channel.assertQueue('kept', { durable: true });
    channel.sendToQueue('kept', Buffer.from(text), { persistent: true });
    await channel.waitForConfirms();
  });
const receive = (url: string) =>
  withChannel(url, async (channel) => {
    const message = await channel.get('kept', { noAck: true });
    return message === false ? undefined : message.content.toString();
  });

describeServers('stores that run as our own processes', () => {
  interface Said {
    redisUrl: string;
    rabbitmqUrl: string;
    folder: string;
  }
  let parent: string;
  let dataDir: string;
  let folder: string | undefined;

  beforeAll(() => {
    // As a checkout below /root: when we are root, the servers' users cannot enter it.
    parent = mkdtempSync(path.join(tmpdir(), 'chowk-closed-'));
    chmodSync(parent, 0o700);
    dataDir = path.join(parent, 'checkout', '.data');
  });
  afterAll(() => {
    rmSync(parent, { recursive: true, force: true });
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  test('below a 0700 folder they start, keep data over kill -9 and restart, and leave no process', async () => {
    const first = await runFixture<Said>('hold-stores.ts', [dataDir], OWN_SERVERS);
    folder = first.said.folder;
    await withRedis(first.said.redisUrl, (client) => client.set('kept', 'in redis'));
    await send(first.said.rabbitmqUrl, 'in rabbitmq');
    await expect(runFixture('hold-stores.ts', [dataDir], OWN_SERVERS)).rejects.toThrow(
      'already runs for this checkout',
    );

    first.child.kill('SIGKILL');
    const second = await runFixture<Said>('hold-stores.ts', [dataDir], OWN_SERVERS);
    expect(await withRedis(second.said.redisUrl, (client) => client.get('kept'))).toBe('in redis');
    expect(await receive(second.said.rabbitmqUrl)).toBe('in rabbitmq');
    const running = processesIn(second.said.folder).map((line) => line.split(' ')[1]);
    expect(running.filter((name) => /redis|beam|epmd/.test(name ?? '')).sort()).toEqual([
      'beam.smp',
      'epmd',
      'redis-server',
    ]);

    second.child.kill('SIGTERM');
    expect(await exitOf(second.child)).toBe(128 + 15);
    await until(() => processesIn(second.said.folder).length === 0);
  }, 60_000);

  test('ephemeral ones listen on loopback only, survive an outage on purpose, and leave nothing on the disk', async () => {
    const stores = await startStores({
      dataDir,
      ephemeral: true,
      want: ['redis', 'rabbitmq'],
      progress: () => undefined,
      env: { ...process.env, ...OWN_SERVERS },
    });
    try {
      for (const url of [stores.redisUrl, stores.rabbitmqUrl]) {
        expect(listenersOn(Number(new URL(url).port))).toEqual([LOOPBACK]);
      }
      const exited = stores.controls.redis?.exited;
      await stores.controls.redis?.kill9();
      expect(await exited).toEqual({ code: null, signal: 'SIGKILL' });
      await expect(withRedis(stores.redisUrl, (client) => client.ping())).rejects.toThrow();
      await stores.controls.redis?.start();
      expect(await withRedis(stores.redisUrl, (client) => client.ping())).toBe('PONG');
    } finally {
      await stores.stop();
    }
    expect(existsSync(stores.folder)).toBe(false);
    expect(processesIn(stores.folder)).toEqual([]);
  }, 60_000);

  test('an address in the environment beats Docker, and Docker beats PATH', async () => {
    const stores = await startStores({
      dataDir,
      ephemeral: true,
      want: ['redis'],
      progress: () => undefined,
      env: { ...process.env, ...OWN_SERVERS },
    });
    try {
      const context = {
        root: {} as DataRoot, // neither way keeps data here
        ephemeral: false,
        progress: () => undefined,
        dockerAnswers: async () => true,
        composeUp: async () => ({ port: Number(new URL(stores.redisUrl).port) }),
      };
      const byEnvironment = await startByFirstWay(redis, { ...context, env: { REDIS_URL: stores.redisUrl } });
      expect(byEnvironment.how).toBe('REDIS_URL in the environment');
      expect((await startByFirstWay(redis, { ...context, env: {} })).how).toBe('Docker');
    } finally {
      await stores.stop();
    }
  });
});

test('an address in the environment where nothing answers is an error that names the variable', async () => {
  const attempt = startStores({
    dataDir: '',
    ephemeral: true,
    want: ['redis'],
    progress: () => undefined,
    env: { REDIS_URL: 'redis://127.0.0.1:1' },
  });
  await expect(attempt).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
  await expect(attempt).rejects.toThrow(/REDIS_URL is set, but no Redis answers there/);
});
