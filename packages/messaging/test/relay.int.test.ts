import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@chowk/runtime/log';
import { quietLogger, spawnProcess, storeAddresses, uniqueName, until } from '@chowk/testing';
import { Outbox } from '../src/index.ts';
import { logCommands, type CommandLog } from './command-log.ts';
import { fact, startMessaging, subscribing } from './fixture.ts';

let app: Awaited<ReturnType<typeof startMessaging>>;
let log: CommandLog;
beforeAll(async () => {
  app = await startMessaging();
  log = await logCommands(app.connection.name);
});
afterEach(() => app.stopReplicas());
afterAll(async () => {
  await log.stop();
  await app.stop();
});

const rows = () => app.connection.collection('outbox');

test('many published events cost a few deletes, and when nothing happens the database is not asked', async () => {
  const { bus } = await app.replica({ prefix: uniqueName('relay') });
  const outbox = new Outbox({
    connection: log.connection,
    bus,
    source: 'auth',
    logger: quietLogger(),
    sweepMs: 60_000,
  });
  try {
    for (let n = 0; n < 30; n++)
      await outbox.transact(async (tx) =>
        tx.emit('userRegistered', `usr_${n}`, fact(`usr_${n}`), { version: 1 }),
      );
    await until('all rows are gone', async () => (await rows().countDocuments()) === 0);
    const deletes = log.commands.filter((command) => command === 'delete outbox');
    expect(deletes.length).toBeGreaterThanOrEqual(1);
    expect(deletes.length).toBeLessThanOrEqual(15);
    log.commands.splice(0);
    await sleep(2_500);
    expect(log.commands).toEqual([]);
  } finally {
    await outbox.stop();
  }
});

test('a stop deletes what is published, so that nothing is sent a second time', async () => {
  const { outbox } = await app.replica({ prefix: uniqueName('relay') });
  for (let n = 0; n < 5; n++)
    await outbox.transact(async (tx) =>
      tx.emit('userRegistered', `usr_${n}`, fact(`usr_${n}`), { version: 1 }),
    );
  await outbox.stop();
  expect(await rows().countDocuments()).toBe(0);
});

test('killed between confirm and delete, the events come a second time and have their effect once', async () => {
  const prefix = uniqueName('relay');
  const { mongodbUri, rabbitmqUrl } = storeAddresses();
  const effects: string[] = [];
  const deliveries: string[] = [];
  const logger = createLogger({
    service: 'test',
    level: 'info',
    pretty: false,
    destination: {
      write(line: string) {
        const { msg, eventId } = JSON.parse(line) as { msg: string; eventId: string };
        if (msg === 'event handled' || msg === 'event was handled before') deliveries.push(eventId);
      },
    },
  });
  const consumer = subscribing('effects', ['userRegistered'], {
    handle: async ({ subject }) => void effects.push(subject),
  });
  // It consumes from the start, and its sweep finds the rows once the lease of the dead process is over.
  await app.replica({ prefix, logger, sweepMs: 500, ...consumer });
  const killed = spawnProcess({
    main: `${import.meta.dirname}/emitter.process.ts`,
    env: {
      MONGODB_URI: mongodbUri,
      MONGODB_DATABASE: app.connection.name,
      RABBITMQ_URL: rabbitmqUrl,
      RABBITMQ_PREFIX: prefix,
    },
  });
  await until('it was killed', () => killed.child.signalCode === 'SIGKILL', 20_000);
  await until('all have their effect', () => effects.length === 3);
  expect(await rows().countDocuments()).toBe(3);
  await until('they come a second time', () => deliveries.length === 6, 15_000);
  expect(effects.sort()).toEqual(['usr_1', 'usr_2', 'usr_3']);
  expect(new Set(deliveries).size).toBe(3);
  expect(await rows().countDocuments()).toBe(0);
}, 40_000);
