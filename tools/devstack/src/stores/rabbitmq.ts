import { execFile } from 'node:child_process';
import { chownSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import amqp from 'amqplib';
import { aptInstall, canAptInstall } from '../machine/debian.ts';
import { findExecutable, isExecutableFile } from '../machine/executables.ts';
import { freePort } from '../machine/ports.ts';
import { startTied, untilReady, type TiedProcess } from '../machine/tied-process.ts';
import { findUser, isRoot } from '../machine/users.ts';
import { dockerWay, environmentWay, type RunningStore, type StoreContext, type StoreKind } from './ways.ts';

const READY_MS = 60_000;
const IMAGE = 'rabbitmq:4-alpine';
/** RabbitMQ's own, of version 4 on. */
const DEFAULT_WATERMARK = 0.6;
const run = promisify(execFile);
const NODE_NAME = 'chowk@localhost';

export const rabbitmq: StoreKind = {
  name: 'rabbitmq',
  title: 'RabbitMQ',
  advice:
    'set RABBITMQ_URL, start Docker, or install rabbitmq-server (Debian: apt-get install rabbitmq-server; macOS: brew install rabbitmq)',
  ways: [
    environmentWay('RABBITMQ_URL', checkRabbitmq),
    dockerWay(
      async ({ composeUp }) => {
        const uri = `amqp://guest:guest@127.0.0.1:${(await composeUp('rabbitmq')).port}`;
        await checkRabbitmq(uri);
        return { uri, stop: async () => undefined };
      },
      async () => {
        const { GenericContainer, Wait } = await import('testcontainers');
        const container = await new GenericContainer(IMAGE)
          .withExposedPorts(5672)
          .withWaitStrategy(Wait.forLogMessage('Server startup complete'))
          .start();
        const uri = `amqp://guest:guest@${container.getHost()}:${container.getMappedPort(5672)}`;
        return { uri, stop: async () => void (await container.stop()) };
      },
    ),
    {
      name: 'rabbitmq-server on PATH',
      closedBecause: async () => {
        if (!findServer()) return 'not found';
        return findExecutable('epmd')
          ? undefined
          : 'rabbitmq-server is there, but epmd (part of Erlang) is not on PATH';
      },
      start: startServer,
    },
    {
      name: 'Debian package rabbitmq-server',
      closedBecause: async () => (canAptInstall() ? undefined : 'needs Debian and root'),
      async start(context) {
        await aptInstall(['rabbitmq-server'], (line) => context.progress(`RabbitMQ: ${line}`));
        return startServer(context);
      },
    },
  ],
};

/** The packages' rabbitmq-server on PATH is a wrapper that changes user and log files; the real script lies here. */
function findServer(): string | undefined {
  const packaged = '/usr/lib/rabbitmq/bin/rabbitmq-server';
  return isExecutableFile(packaged) ? packaged : findExecutable('rabbitmq-server');
}

interface Node {
  uri: string;
  command: string;
  user: { uid: number; gid: number } | undefined;
  folder: string;
  env: Record<string, string | undefined>;
  epmdPort: number;
  pidFolder: string;
}

async function startServer(context: StoreContext): Promise<RunningStore> {
  const node = await prepareNode(context);
  context.announce?.(node.uri);
  // Our own epmd in the foreground: the one that Erlang would start by itself outlives everybody.
  const epmd = startTied({
    name: 'epmd',
    command: findExecutable('epmd') ?? 'epmd',
    args: ['-port', String(node.epmdPort), '-address', '127.0.0.1'],
    env: node.env,
    cwd: node.folder,
    pidFolder: node.pidFolder,
    knownBy: 'epmd',
    ...(node.user ? { user: node.user } : {}),
  });
  let broker: TiedProcess;
  try {
    broker = await launchBroker(node);
  } catch (error) {
    await epmd.stop();
    throw error;
  }
  return {
    uri: node.uri,
    async stop() {
      await broker.stop();
      await epmd.stop(2_000);
    },
    controls: {
      get pid() {
        return broker.pid;
      },
      get exited() {
        return broker.exited;
      },
      kill9: async () => void (await broker.kill9()),
      setAlarm: (on) => setMemoryWatermark(node, on ? 0.000_001 : DEFAULT_WATERMARK),
      start: async () => void (broker = await launchBroker(node)),
    },
  };
}

async function prepareNode({ root, env }: StoreContext): Promise<Node> {
  const command = findServer();
  if (!command) throw new Error('rabbitmq-server is not there');
  const user = isRoot() ? findUser('rabbitmq') : undefined;
  const folder = root.subfolder('rabbitmq', user);
  const [port, distributionPort, epmdPort] = [await freePort(), await freePort(), await freePort()];
  const write = (name: string, text: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    if (user) chownSync(file, user.uid, user.gid);
    return file;
  };
  return {
    uri: `amqp://guest:guest@127.0.0.1:${port}`,
    command,
    user,
    folder,
    epmdPort,
    pidFolder: root.pidFolder,
    env: {
      PATH: env['PATH'],
      LANG: 'C.UTF-8',
      HOME: folder, // the Erlang cookie lies here, apart from the machine's own nodes
      // Whatever the machine's own RabbitMQ is set to must not leak in, hence a file for each of these.
      RABBITMQ_CONF_ENV_FILE: write('rabbitmq-env.conf', ''),
      RABBITMQ_CONFIG_FILE: write('rabbitmq.conf', `listeners.tcp.1 = 127.0.0.1:${port}\n`),
      RABBITMQ_ENABLED_PLUGINS_FILE: write('enabled_plugins', '[].\n'),
      RABBITMQ_ADVANCED_CONFIG_FILE: path.join(folder, 'advanced.config'),
      RABBITMQ_GENERATED_CONFIG_DIR: path.join(folder, 'config'),
      RABBITMQ_MNESIA_BASE: path.join(folder, 'mnesia'),
      RABBITMQ_LOG_BASE: path.join(folder, 'log'),
      RABBITMQ_NODENAME: NODE_NAME,
      RABBITMQ_NODE_PORT: String(port),
      RABBITMQ_DIST_PORT: String(distributionPort),
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
      ERL_EPMD_PORT: String(epmdPort),
      ERL_EPMD_ADDRESS: '127.0.0.1',
      // Makes the script replace itself by the Erlang VM, so that the pid we hold is the broker's own.
      RUNNING_UNDER_SYSTEMD: 'true',
    },
  };
}

/** Above this share of the machine's memory the broker is in alarm: https://www.rabbitmq.com/docs/memory */
async function setMemoryWatermark(node: Node, share: number): Promise<void> {
  const command = path.join(path.dirname(node.command), 'rabbitmqctl');
  const args = ['--node', NODE_NAME, '--quiet', 'set_vm_memory_high_watermark', String(share)];
  await run(command, args, { env: node.env, cwd: node.folder, timeout: READY_MS, ...node.user });
}

async function launchBroker(node: Node): Promise<TiedProcess> {
  const broker = startTied({
    name: 'rabbitmq',
    command: node.command,
    args: [],
    env: node.env,
    cwd: node.folder,
    pidFolder: node.pidFolder,
    knownBy: 'rabbit',
    ...(node.user ? { user: node.user } : {}),
  });
  const answers = () =>
    checkRabbitmq(node.uri).then(
      () => true,
      () => false,
    );
  try {
    await untilReady(broker, 'rabbitmq-server', answers, { deadlineMs: READY_MS, everyMs: 100 });
  } catch (error) {
    await broker.kill9();
    throw error;
  }
  return broker;
}

/** @throws when no RabbitMQ lets us in there within 5 s */
async function checkRabbitmq(uri: string): Promise<void> {
  try {
    const connection = await amqp.connect(uri, { timeout: 5_000 });
    await connection.close();
  } catch (error) {
    throw new Error(`no RabbitMQ answers there: ${(error as Error).message}`, { cause: error });
  }
}
