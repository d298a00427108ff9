import { MongoClient, MongoServerError } from 'mongodb';
import { findExecutable } from '../machine/executables.ts';
import { freePort } from '../machine/ports.ts';
import { startTied, untilReady, type TiedProcess } from '../machine/tied-process.ts';
import { dockerWay, environmentWay, type RunningStore, type StoreContext, type StoreKind } from './ways.ts';

const READY_MS = 30_000;
const IMAGE = 'mongo:8';
const REPLICA_SET = 'rs0';
const ALREADY_INITIALIZED = 23;

export const mongodb: StoreKind = {
  name: 'mongodb',
  title: 'MongoDB',
  advice:
    'set MONGODB_URI (a replica set: transactions need one), start Docker, or install mongod ' +
    '(https://www.mongodb.com/docs/manual/administration/install-community/)',
  ways: [
    environmentWay('MONGODB_URI', checkMongodb),
    dockerWay(
      async ({ composeUp }) => replicaSetAt((await composeUp('mongodb')).port),
      async () => {
        const { GenericContainer } = await import('testcontainers');
        const container = await new GenericContainer(IMAGE)
          .withCommand(['mongod', '--replSet', REPLICA_SET, '--bind_ip_all'])
          .withExposedPorts(27017)
          .start();
        const store = await replicaSetAt(container.getMappedPort(27017), container.getHost());
        return { ...store, stop: async () => void (await container.stop()) };
      },
    ),
    {
      name: 'mongod on PATH',
      closedBecause: async () => (findExecutable('mongod') ? undefined : 'not found'),
      start: startServer,
    },
    {
      name: 'DocumentDB engine from Debian packages',
      async closedBecause() {
        const { canInstallDocumentDb } = await import('@chowk/documentdb');
        const possible = canInstallDocumentDb();
        return possible.ok ? undefined : possible.reason;
      },
      start: startEngine,
    },
  ],
};

async function startEngine({ root, ephemeral, progress }: StoreContext): Promise<RunningStore> {
  const { startDocumentDb } = await import('@chowk/documentdb');
  const port = await freePort();
  const launch = () =>
    startDocumentDb({
      dataDir: root.subfolder('documentdb'),
      port,
      ephemeral,
      progress: (line) => progress(`MongoDB: ${line}`),
    });
  let engine = await launch();
  return {
    uri: engine.uri,
    stop: () => engine.stop(),
    controls: {
      get pid() {
        return engine.pid;
      },
      get exited() {
        return engine.ended;
      },
      async kill9() {
        process.kill(engine.pid, 'SIGKILL');
        await engine.ended;
      },
      start: async () => void (engine = await launch()),
    },
  };
}

async function startServer(context: StoreContext): Promise<RunningStore> {
  const command = findExecutable('mongod');
  if (!command) throw new Error('mongod is not there');
  const folder = context.root.subfolder('mongodb');
  const port = await freePort();
  // prettier-ignore
  const args = [
    '--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', folder,
    '--replSet', REPLICA_SET, '--oplogSize', '256',
  ];
  const uri = addressOf(port);
  const launch = async (): Promise<TiedProcess> => {
    const child = startTied({
      name: 'mongodb',
      command,
      args,
      cwd: folder,
      pidFolder: context.root.pidFolder,
      knownBy: 'mongod',
    });
    const answers = () =>
      initiateReplicaSet(uri, `127.0.0.1:${port}`).then(
        () => true,
        () => false,
      );
    await untilReady(child, 'mongod', answers, { deadlineMs: READY_MS, everyMs: 100 });
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

/** Direct: the set knows its member by the address inside the container, or by last start's port. */
const addressOf = (port: number, host = '127.0.0.1') => `mongodb://${host}:${port}/?directConnection=true`;

async function replicaSetAt(port: number, host = '127.0.0.1'): Promise<RunningStore> {
  const uri = addressOf(port, host);
  await initiateReplicaSet(uri, '127.0.0.1:27017');
  return { uri, stop: async () => undefined };
}

/** Makes the one member a replica set and waits for it to take writes. A set from an earlier start gets the new port. */
async function initiateReplicaSet(uri: string, member: string): Promise<void> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 2_000 });
  const configuration = (version: number) => ({
    _id: REPLICA_SET,
    version,
    members: [{ _id: 0, host: member }],
  });
  try {
    const admin = client.db('admin');
    try {
      await admin.command({ replSetInitiate: configuration(1) });
    } catch (error) {
      if (!(error instanceof MongoServerError) || error.code !== ALREADY_INITIALIZED) throw error;
      await moveMember();
    }
    const deadline = Date.now() + READY_MS;
    while (!(await admin.command({ hello: 1 }))['isWritablePrimary']) {
      if (Date.now() > deadline) throw new Error('the replica set elected no primary');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }

    async function moveMember() {
      const { config } = await admin.command({ replSetGetConfig: 1 });
      if (config.members[0].host === member) return;
      await admin.command({ replSetReconfig: configuration(config.version + 1), force: true });
    }
  } finally {
    await client.close();
  }
}

/** @throws when no MongoDB answers there within 5 s, or one that cannot do transactions */
async function checkMongodb(uri: string): Promise<void> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  let hello;
  try {
    hello = await client.db('admin').command({ hello: 1 });
  } catch (error) {
    throw new Error(`no MongoDB answers there: ${(error as Error).message}`, { cause: error });
  } finally {
    await client.close();
  }
  if (!hello['setName'] && hello['msg'] !== 'isdbgrid') {
    throw new Error(
      'the MongoDB there is a standalone server; transactions need a replica set (mongod --replSet rs0)',
    );
  }
}
