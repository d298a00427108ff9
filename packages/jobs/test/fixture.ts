import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Bus, createOutboxCollection, Outbox } from '@chowk/messaging';
import { quietLogger, storeAddresses, testDatabase, uniqueName, until } from '@chowk/testing';
import type { Connection } from 'mongoose';
import {
  createJobAdmin,
  createJobQueue,
  createJobsCollection,
  type HandledJob,
  type JobAdmin,
  type JobQueue,
  type JobQueueSettings,
  type ParkedJob,
} from '../src/index.ts';
import type { JobDocument } from '../src/persistence/job.model.ts';
import { effectsOf } from './jobs.ts';

/** An outbox and a queue as one process of a service has them. */
export interface Replica {
  outbox: Outbox;
  queue: JobQueue;
  parked: ParkedJob[];
  stop(): Promise<void>;
}

export interface JobsFixture {
  connection: Connection;
  bus: Bus;
  prefix: string;
  admin: JobAdmin;
  effects: ReturnType<typeof effectsOf>;
  /** A replica in this process: short pauses, and no look that a commit or a due time did not cause. */
  replica(handlers?: readonly HandledJob[], settings?: Partial<JobQueueSettings>): Replica;
  /** Like `replica`, started. */
  started(handlers: readonly HandledJob[], settings?: Partial<JobQueueSettings>): Replica;
  /** A replica as a process of its own. */
  spawned(env?: {
    CHOWK_FAILPOINTS?: string;
    LEASE_MS?: string;
    TICK_EVERY_MS?: string;
    CONCURRENCY?: string;
  }): Promise<ChildProcess>;
  stored(type: string, key: string): Promise<JobDocument | null>;
  /** Takes away all that a test left. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export async function startJobs(): Promise<JobsFixture> {
  const database = await testDatabase();
  const { connection } = database;
  await createOutboxCollection(connection);
  await createJobsCollection(connection);
  await connection.createCollection('effects');
  const prefix = uniqueName('jobs');
  const bus = await Bus.connect({
    url: storeAddresses().rabbitmqUrl,
    prefix,
    logger: quietLogger(),
    retryDelaysMs: [],
  });
  const replicas: Replica[] = [];
  const children: ChildProcess[] = [];
  const rows = connection.collection<JobDocument>('jobs');

  const replica: JobsFixture['replica'] = (handlers = [], settings = {}) => {
    const outbox = new Outbox({ connection, bus, source: 'test', logger: quietLogger() });
    const parked: ParkedJob[] = [];
    const queue = createJobQueue({
      connection,
      outbox,
      logger: quietLogger(),
      settings: { pollMaxMs: 2_000, stopGraceMs: 500, ...settings },
      onParked: (job) => parked.push(job),
    });
    queue.register(handlers);
    const made: Replica = {
      outbox,
      queue,
      parked,
      async stop() {
        await queue.stop();
        await outbox.stop();
      },
    };
    replicas.push(made);
    return made;
  };

  const clear = async () => {
    await Promise.all(replicas.splice(0).map((made) => made.stop()));
    for (const child of children.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    for (const name of ['jobs', 'job_recurrences', 'effects', 'outbox'])
      await connection.collection(name).deleteMany({});
  };

  return {
    connection,
    bus,
    prefix,
    admin: createJobAdmin(connection),
    effects: effectsOf(connection),
    replica,
    started(handlers, settings) {
      const made = replica(handlers, settings);
      made.queue.start();
      return made;
    },
    async spawned(env = {}) {
      const stores = storeAddresses();
      const child = spawn(process.execPath, [join(import.meta.dirname, 'replica.ts')], {
        env: {
          PATH: process.env.PATH,
          MONGODB_URI: stores.mongodbUri,
          MONGODB_DATABASE: database.name,
          RABBITMQ_URL: stores.rabbitmqUrl,
          RABBITMQ_PREFIX: prefix,
          LEASE_MS: '1500',
          ...env,
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      children.push(child);
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      await until('the replica is ready', () => output.includes('ready'), 15_000);
      return child;
    },
    stored: (type, key) => rows.findOne({ _id: `${type}/${key}` }),
    clear,
    async stop() {
      await clear();
      await bus.stop();
      await database.drop();
    },
  };
}
