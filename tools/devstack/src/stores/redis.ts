import { Redis } from 'ioredis';
import { aptInstall, canAptInstall } from '../machine/debian.ts';
import { findExecutable } from '../machine/executables.ts';
import { freePort } from '../machine/ports.ts';
import { startTied, untilReady, type TiedProcess } from '../machine/tied-process.ts';
import { findUser, isRoot } from '../machine/users.ts';
import { dockerWay, environmentWay, type RunningStore, type StoreContext, type StoreKind } from './ways.ts';

const READY_MS = 15_000;
const IMAGE = 'redis:8-alpine';

export const redis: StoreKind = {
  name: 'redis',
  title: 'Redis',
  advice:
    'set REDIS_URL, start Docker, or install redis-server (Debian: apt-get install redis-server; macOS: brew install redis)',
  ways: [
    environmentWay('REDIS_URL', checkRedis),
    dockerWay(
      async ({ composeUp }) => reachable(`redis://127.0.0.1:${(await composeUp('redis')).port}`),
      async () => {
        const { GenericContainer } = await import('testcontainers');
        const container = await new GenericContainer(IMAGE).withExposedPorts(6379).start();
        const uri = `redis://${container.getHost()}:${container.getMappedPort(6379)}`;
        return { uri, stop: async () => void (await container.stop()) };
      },
    ),
    {
      name: 'redis-server on PATH',
      closedBecause: async () => (findExecutable('redis-server') ? undefined : 'not found'),
      start: startServer,
    },
    {
      name: 'Debian package redis-server',
      closedBecause: async () => (canAptInstall() ? undefined : 'needs Debian and root'),
      async start(context) {
        await aptInstall(['redis-server'], (line) => context.progress(`Redis: ${line}`));
        return startServer(context);
      },
    },
  ],
};

async function startServer(context: StoreContext): Promise<RunningStore> {
  const command = findExecutable('redis-server');
  if (!command) throw new Error('redis-server is not there');
  const user = isRoot() ? (findUser('redis') ?? findUser('nobody')) : undefined;
  const folder = context.root.subfolder('redis', user);
  const port = await freePort();
  const uri = `redis://127.0.0.1:${port}`;
  // prettier-ignore
  const args = [
    '--bind', '127.0.0.1', '--port', String(port), '--dir', folder,
    // The append-only file is written before the answer, so kill -9 loses nothing that was acknowledged.
    '--appendonly', 'yes', '--save', '', '--daemonize', 'no',
  ];
  const launch = async (): Promise<TiedProcess> => {
    const child = startTied({
      name: 'redis',
      command,
      args,
      cwd: folder,
      pidFolder: context.root.pidFolder,
      knownBy: 'redis-server',
      ...(user ? { user } : {}),
    });
    await untilReady(
      child,
      'redis-server',
      () =>
        checkRedis(uri).then(
          () => true,
          () => false,
        ),
      { deadlineMs: READY_MS },
    );
    return child;
  };
  let child = await launch();
  return {
    uri,
    stop: async () => void (await child.stop()),
    controls: {
      get pid() {
        return child.pid;
      },
      get exited() {
        return child.exited;
      },
      kill9: async () => void (await child.kill9()),
      start: async () => void (child = await launch()),
    },
  };
}

async function reachable(uri: string): Promise<RunningStore> {
  await checkRedis(uri);
  return { uri, stop: async () => undefined };
}

/** @throws when no Redis answers PING there within 5 s */
async function checkRedis(uri: string): Promise<void> {
  const client = new Redis(uri, {
    lazyConnect: true,
    connectTimeout: 5_000,
    retryStrategy: null,
    enableOfflineQueue: false,
  });
  client.on('error', () => undefined); // the rejected connect() tells the same
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    throw new Error(`no Redis answers there: ${(error as Error).message}`, { cause: error });
  } finally {
    // On a connection that failed, disconnect() would keep a timer of 2 s for a close event that was before.
    if (client.status !== 'end') client.disconnect();
  }
}
