import type { EmittedData, EventName, SubscriptionManifest } from '@chowk/contracts/events';
import { systemClock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import { quietLogger, storeAddresses, testDatabase, uniqueName, until } from '@chowk/testing';
import type { Connection } from 'mongoose';
import {
  Bus,
  createDeadLetters,
  createDeadLettersCollection,
  createInboxCollection,
  createOutboxCollection,
  createSubjectVersionsCollection,
  Inbox,
  Outbox,
  type AnySubscription,
  type DeadLetters,
  type Subscription,
} from '../src/index.ts';

export const fact = (userId: string): EmittedData<'userRegistered'> => ({
  userId,
  registeredAt: new Date().toISOString(),
});

/** A subscription of `notify`, and the manifest that says so. */
export const subscribing = <Name extends EventName, Result>(
  name: string,
  events: readonly [Name, ...Name[]],
  handlers: Omit<Subscription<Name, Result>, 'service' | 'name' | 'events'>,
) => ({
  manifest: { notify: { [name]: events } } satisfies SubscriptionManifest,
  subscriptions: [{ ...handlers, service: 'notify', name, events } satisfies Subscription<Name, Result>],
});

interface ReplicaOptions {
  manifest?: SubscriptionManifest;
  subscriptions?: readonly AnySubscription[];
  logger?: Logger;
  /** Where the broker is: a proxy in front of it. */
  url?: string;
  prefix?: string;
  confirmTimeoutMs?: number;
  maxPending?: number;
  sweepMs?: number;
  retryDelaysMs?: readonly number[];
  /** Its own way to the database of all. */
  connection?: Connection;
  /** Whose process it is. */
  service?: string;
  /** Go on although it is not connected. */
  isAway?: boolean;
}

/** Bus, outbox and inbox as one process of `notify` has them. */
export interface Replica {
  bus: Bus;
  outbox: Outbox;
  letters: DeadLetters;
  /** Returns at once what is stopped; a second time nothing happens. */
  stop(): Promise<void>;
}

function openReplica(connection: Connection, prefix: string, options: ReplicaOptions): Replica {
  const { manifest = {}, subscriptions = [], logger = quietLogger(), confirmTimeoutMs = 10_000 } = options;
  const { service = 'notify' } = options;
  const bus = Bus.open({
    url: options.url ?? storeAddresses().rabbitmqUrl,
    prefix: options.prefix ?? prefix,
    logger,
    retryDelaysMs: options.retryDelaysMs ?? [20, 40, 60, 80],
    confirmTimeoutMs,
    manifest,
  });
  const { maxPending = 1_000, sweepMs = 10_000 } = options;
  const outbox = new Outbox({ connection, bus, source: 'auth', logger, maxPending, sweepMs });
  const inbox = new Inbox({ service, bus, outbox, connection, logger, prefetch: 16 });
  inbox.consume(subscriptions);
  let stopped: Promise<void> | undefined;
  return {
    bus,
    outbox,
    letters: createDeadLetters({ service, bus, connection, clock: systemClock }),
    stop: () =>
      (stopped ??= (async () => {
        await bus.stopConsuming();
        await outbox.stop();
        await bus.stop();
      })()),
  };
}

/** One database and one prefix on the broker, for as many replicas as a test wants. */
export async function startMessaging() {
  const database = await testDatabase();
  const { connection } = database;
  await createOutboxCollection(connection);
  await createInboxCollection(connection);
  await createSubjectVersionsCollection(connection);
  await createDeadLettersCollection(connection);
  await connection.createCollection('effects');
  const prefix = uniqueName('msg');
  const replicas: Replica[] = [];
  const stopReplicas = async (): Promise<void> => {
    await Promise.all(replicas.splice(0).map((one) => one.stop()));
  };
  return {
    connection,
    prefix,
    async replica(options: ReplicaOptions = {}): Promise<Replica> {
      const made = openReplica(options.connection ?? connection, prefix, options);
      replicas.push(made);
      if (!options.isAway) await until('it is connected', () => made.bus.connected, 20_000);
      return made;
    },
    stopReplicas,
    async stop() {
      await stopReplicas();
      await database.drop();
    },
  };
}
