import type { Envelope } from '@chowk/contracts/events';
import { envelopeOf, quietLogger, uniqueName, until } from '@chowk/testing';
import { Outbox } from '../src/index.ts';
import { fact, startMessaging, subscribing } from './fixture.ts';

let app: Awaited<ReturnType<typeof startMessaging>>;
beforeAll(async () => {
  app = await startMessaging();
});
afterEach(async () => {
  await app.stopReplicas();
  await app.connection.collection('outbox').deleteMany({});
});
afterAll(() => app.stop());

interface Row {
  _id: string;
  envelope: Envelope;
  createdAt: Date;
  leaseUntil: Date;
}
const rows = () => app.connection.collection<Row>('outbox');

/** Rows that a dead process left. */
const leave = async (count: number): Promise<string[]> => {
  const ids = Array.from({ length: count }, (_, index) => `evt_${String(index).padStart(6, '0')}`);
  const past = new Date(Date.now() - 60_000);
  await rows().insertMany(
    ids.map((id) => ({
      _id: id,
      envelope: envelopeOf('userRegistered', id, `usr_${id}`, fact(`usr_${id}`)),
      createdAt: past,
      leaseUntil: past,
    })),
  );
  return ids;
};

test('10,000 rows are drained by two replicas, each published once', async () => {
  const ids = await leave(10_000);
  const prefix = uniqueName('sweep');
  const { manifest } = subscribing('counted', ['userRegistered'], { handle: async () => undefined });
  const published: string[][] = [];
  for (let replica = 0; replica < 2; replica++) {
    const { bus } = await app.replica({ prefix, manifest, service: 'auth' });
    const own: string[] = [];
    published.push(own);
    const publish = bus.publish.bind(bus);
    bus.publish = (envelopes, signal) => {
      own.push(...envelopes.map(({ id }) => id));
      return publish(envelopes, signal);
    };
  }
  await until('all are gone', async () => (await rows().countDocuments()) === 0, 90_000, 100);
  expect(published.flat().sort()).toEqual(ids);
  for (const own of published) expect(own.length).toBeGreaterThan(1_000);
}, 120_000);

test('what is committed while the broker is away does not gather in memory', async () => {
  const { outbox } = await app.replica({ url: 'amqp://127.0.0.1:1', isAway: true });
  for (let i = 0; i < 20; i++)
    await outbox.transact(async (tx) =>
      tx.emit('userRegistered', `usr_${i}`, fact(`usr_${i}`), { version: 1 }),
    );
  expect(outbox.pendingCount).toBe(0);
  expect(await rows().countDocuments()).toBe(20);
});

test('memory holds no more than it may; the rest is published by the sweep', async () => {
  const { bus } = await app.replica({ prefix: uniqueName('sweep') });
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const publish = bus.publish.bind(bus);
  bus.publish = async (envelopes, signal) => {
    await gate;
    return publish(envelopes, signal);
  };
  const outbox = new Outbox({
    connection: app.connection,
    bus,
    source: 'auth',
    logger: quietLogger(),
    maxPending: 50,
  });
  for (let i = 0; i < 10; i++)
    await outbox.transact(async (tx) => {
      for (let n = 0; n < 30; n++) tx.emit('userRegistered', `usr_${n}`, fact(`usr_${n}`), { version: 1 });
    });
  expect(outbox.pendingCount).toBeLessThanOrEqual(50);
  expect(await rows().countDocuments()).toBe(300);
  release();
  await until('all are published', async () => (await rows().countDocuments()) === 0, 30_000);
  await outbox.stop();
}, 40_000);

test('stop ends a sweep that the broker keeps waiting', async () => {
  const { bus } = await app.replica({ prefix: uniqueName('sweep') });
  const reached = new Promise<void>((resolve) => {
    // As a broker that takes what it is sent and never confirms.
    bus.publish = (envelopes, signal) => {
      resolve();
      return new Promise((settle) => {
        const given = (reason: unknown) => envelopes.map(() => ({ status: 'rejected' as const, reason }));
        if (signal?.aborted) settle(given(signal.reason));
        else signal?.addEventListener('abort', () => settle(given(signal.reason)));
      });
    };
  });
  const outbox = new Outbox({ connection: app.connection, bus, source: 'auth', logger: quietLogger() });
  await leave(300);
  await reached;
  const startedAt = performance.now();
  await outbox.stop();
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  expect(await rows().countDocuments()).toBe(300);
}, 20_000);
