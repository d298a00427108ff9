import { setTimeout as sleep } from 'node:timers/promises';
import type { EventData } from '@chowk/contracts/events';
import { armFailpoints } from '@chowk/runtime/failpoints';
import { createLogger } from '@chowk/runtime/log';
import { withRequestContext, startTelemetry } from '@chowk/runtime/telemetry';
import {
  envelopeOf,
  listenToEvents,
  quietLogger,
  storeAddresses,
  testDatabase,
  uniqueName,
  until,
  type EventLog,
} from '@chowk/testing';
import {
  Bus,
  createInboxCollection,
  createOutboxCollection,
  Inbox,
  listDeadLetters,
  Outbox,
  replayDeadLetters,
  type AnySubscription,
  type Subscription,
  type Tx,
} from '../src/index.ts';

const fact = (userId: string): EventData<'userRegistered'> => ({
  userId,
  registeredAt: new Date().toISOString(),
});
const prefix = uniqueName('msg');
const options = { url: storeAddresses().rabbitmqUrl, prefix };
const telemetry = startTelemetry({ service: 'test' });

let database: Awaited<ReturnType<typeof testDatabase>>;
let bus: Bus;
let outbox: Outbox;
let inbox: Inbox;
let events: EventLog;
/** The same inbox with a log that can be read. */
let loud: Inbox;
const lines: string[] = [];

const open = async () => {
  const opened = await Bus.connect({ ...options, logger: quietLogger(), retryDelaysMs: [20, 40, 60, 80] });
  return {
    bus: opened,
    outbox: new Outbox({
      connection: database.connection,
      bus: opened,
      source: 'auth',
      logger: quietLogger(),
    }),
  };
};

beforeAll(async () => {
  database = await testDatabase();
  await createOutboxCollection(database.connection);
  await createInboxCollection(database.connection);
  await database.connection.createCollection('effects');
  ({ bus, outbox } = await open());
  const parts = { service: 'notify', bus, outbox, connection: database.connection, prefetch: 16 };
  inbox = new Inbox({ ...parts, logger: quietLogger() });
  const destination = { write: (line: string) => void lines.push(line) };
  loud = new Inbox({
    ...parts,
    logger: createLogger({ service: 'test', level: 'error', pretty: false, destination }),
  });
  events = await listenToEvents(prefix);
});
afterEach(() => armFailpoints(''));
afterAll(async () => {
  await bus.stopConsuming();
  await outbox.stop();
  await bus.stop();
  await events.stop();
  await database.drop();
  await telemetry.stop();
});

interface Effect {
  _id: string;
  at: Date;
}
const effects = () => database.connection.collection<Effect>('effects');
const arrived = (userId: string) => events.of('userRegistered').filter(({ subject }) => subject === userId);

describe('an event leaves when, and only when, its transaction commits', () => {
  test('it carries the request id and the trace of its cause', async () => {
    await withRequestContext({ requestId: 'req_x' }, () =>
      outbox.transact(async (tx) => tx.emit('userRegistered', 'usr_commit', fact('usr_commit'))),
    );
    const [event] = await until('it arrives', () =>
      arrived('usr_commit').length > 0 ? arrived('usr_commit') : undefined,
    );
    expect(event).toMatchObject({
      source: 'auth',
      type: 'auth.user-registered.v1',
      requestid: 'req_x',
      specversion: '1.0',
    });
    await until(
      'its row is gone',
      async () => (await database.connection.collection('outbox').countDocuments()) === 0,
    );
  });

  test('a transaction that fails says nothing and changes nothing', async () => {
    const failing = outbox.transact(async (tx) => {
      await effects().insertOne({ _id: 'rolled-back', at: new Date() }, { session: tx.session });
      tx.emit('userRegistered', 'usr_abort', fact('usr_abort'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await sleep(300);
    expect(arrived('usr_abort')).toEqual([]);
    expect(await effects().findOne({ _id: 'rolled-back' })).toBeNull();
  });

  test('data that breaks the event’s schema is refused before anything commits', async () => {
    const wrong = { userId: 7 } as unknown as EventData<'userRegistered'>;
    await expect(
      outbox.transact(async (tx) => tx.emit('userRegistered', 'usr_wrong', wrong)),
    ).rejects.toThrow();
    expect(await database.connection.collection('outbox').countDocuments()).toBe(0);
  });

  test('when the process fails between commit and publish, another replica publishes it', async () => {
    armFailpoints('auth.outbox.committed=error');
    await expect(
      outbox.transact(async (tx) => tx.emit('userRegistered', 'usr_crash', fact('usr_crash'))),
    ).rejects.toThrow('failpoint');
    armFailpoints('');
    expect(arrived('usr_crash')).toEqual([]);
    const replica = await open();
    await until('a sweep publishes it', () => arrived('usr_crash').length === 1, 15_000);
    await replica.outbox.stop();
    await replica.bus.stop();
  }, 20_000);

  test('one transaction’s events arrive in the order they were said', async () => {
    await outbox.transact(async (tx) => {
      for (let i = 0; i < 50; i++) tx.emit('userRegistered', 'usr_order', fact(`u${i}`));
    });
    const all = await until('all arrive', () =>
      arrived('usr_order').length === 50 ? arrived('usr_order') : undefined,
    );
    expect(all.map(({ data }) => data.userId)).toEqual(Array.from({ length: 50 }, (_, i) => `u${i}`));
  });
});

describe('an event has its effect once', () => {
  test('however often it is delivered, also in parallel to two replicas', async () => {
    const replica = await open();
    const second = new Inbox({
      service: 'notify',
      bus: replica.bus,
      outbox: replica.outbox,
      connection: database.connection,
      logger: quietLogger(),
      prefetch: 16,
    });
    let runs = 0;
    const subscription = {
      name: 'once',
      events: ['sessionRevoked'] as const,
      handle: async (_event: unknown, tx: Tx) => {
        runs += 1;
        await effects().insertOne({ _id: `once-${runs}`, at: new Date() }, { session: tx.session });
      },
    };
    await inbox.subscribe(subscription);
    await second.subscribe(subscription);
    const event = envelopeOf('sessionRevoked', 'evt_same', 'ses_1', {
      userId: 'u',
      sessionId: 'ses_1',
      reason: 'logout',
    });
    await Promise.all(Array.from({ length: 20 }, () => events.publish(event.type, event, event.id)));
    await until('it had its effect', async () => (await effects().countDocuments({ _id: /^once-/ })) > 0);
    await sleep(500);
    expect(await effects().countDocuments({ _id: /^once-/ })).toBe(1);
    await replica.bus.stopConsuming();
    await replica.outbox.stop();
    await replica.bus.stop();
  });

  test('a handler that fails is tried again; its half-done work is undone each time', async () => {
    let tries = 0;
    await inbox.subscribe({
      name: 'flaky',
      events: ['stockLow'],
      handle: async (event, tx) => {
        tries += 1;
        await effects().insertOne(
          { _id: `flaky-${event.data.sku}`, at: new Date() },
          { session: tx.session },
        );
        if (tries < 3) throw new Error('not yet');
      },
    });
    const data = { sku: 'S1', productId: 'p', storeId: 's', available: 1, threshold: 5 };
    await events.publish(
      'catalog.stock-low.v1',
      envelopeOf('stockLow', 'evt_flaky', 'S1', data),
      'evt_flaky',
    );
    await until('it succeeds', async () => (await effects().findOne({ _id: 'flaky-S1' })) !== null);
    expect(tries).toBe(3);
  });

  test('after five tries it is a dead letter that can be read, and replayed once the cause is mended', async () => {
    let broken = true;
    let tries = 0;
    await inbox.subscribe({
      name: 'broken',
      events: ['paymentFailed'],
      handle: async () => {
        tries += 1;
        if (broken) throw new TypeError('cannot read it');
      },
    });
    const data = {
      paymentId: 'pay_1',
      userId: 'u',
      reference: 'r',
      amount: { amount: 1, currency: 'INR' },
      reason: 'x',
      at: new Date().toISOString(),
    };
    await events.publish(
      'wallet.payment-failed.v1',
      envelopeOf('paymentFailed', 'evt_dead', 'pay_1', data),
      'evt_dead',
    );
    const letter = await until('it is a dead letter', async () =>
      (await listDeadLetters(options)).find(({ eventId }) => eventId === 'evt_dead'),
    );
    expect(tries).toBe(5);
    expect(letter).toMatchObject({ queue: `${prefix}.notify.broken`, error: 'TypeError: cannot read it' });
    expect(await listDeadLetters(options)).toHaveLength(1);
    broken = false;
    expect(await replayDeadLetters(options, 'evt_other')).toBe(0);
    expect(await replayDeadLetters(options, 'evt_dead')).toBe(1);
    await until('it is handled', () => tries === 6);
    expect(await listDeadLetters(options)).toEqual([]);
  });

  test('a message that can never be right is a dead letter at once and blocks nothing behind it', async () => {
    const seen: string[] = [];
    await inbox.subscribe({
      name: 'poison',
      events: ['refundCompleted'],
      handle: async (event) => void seen.push(event.data.refundId),
    });
    const good = {
      refundId: 'rfd_1',
      paymentId: 'p',
      userId: 'u',
      reference: 'r',
      amount: { amount: 1, currency: 'INR' },
      at: new Date().toISOString(),
    };
    await events.publish('wallet.refund-completed.v1', '{"not": "an envelope"}', 'evt_p1');
    await events.publish(
      'wallet.refund-completed.v1',
      envelopeOf('refundCompleted', 'evt_p2', 'x', { ...good, amount: { amount: 0.5, currency: 'INR' } }),
      'evt_p2',
    );
    await events.publish(
      'wallet.refund-completed.v1',
      envelopeOf('refundCompleted', 'evt_p3', 'x', good),
      'evt_p3',
    );
    await until('the good one is handled', () => seen.length === 1);
    const letters = await until('both bad ones are dead letters', async () => {
      const all = (await listDeadLetters(options)).filter(({ queue }) => queue.endsWith('.poison'));
      return all.length === 2 ? all : undefined;
    });
    expect(letters.every(({ error }) => error.startsWith('PoisonMessage'))).toBe(true);
  });

  test('what the effect returns reaches the work after its commit, once, and not for a duplicate', async () => {
    const handed: Array<[string, number]> = [];
    let runs = 0;
    await inbox.subscribe({
      name: 'results',
      events: ['orderDelivered', 'orderCancelled'],
      handle: async (event) => ({ name: event.name, run: ++runs }),
      afterCommit: async (_event, { name, run }) => void handed.push([name, run]),
    });
    const order = {
      orderId: 'ord_1',
      orderNumber: '1',
      userId: 'u',
      total: { amount: 1, currency: 'INR' },
      storeIds: [],
    };
    const delivered = envelopeOf('orderDelivered', 'evt_r1', 'ord_1', {
      ...order,
      deliveredAt: new Date().toISOString(),
    });
    for (let i = 0; i < 5; i++) await events.publish(delivered.type, delivered, delivered.id);
    await until('it is handled', () => handed.length > 0);
    await sleep(300);
    expect(handed.map(([name]) => name)).toEqual(['orderDelivered']);
  });

  test('work after the commit that fails is logged apart, and the event stays handled', async () => {
    let effects = 0;
    let works = 0;
    await loud.subscribe({
      name: 'after-commit',
      events: ['paymentCaptured'],
      handle: async () => void effects++,
      afterCommit: async () => {
        works += 1;
        throw new TypeError('socket gone');
      },
    });
    const data = {
      paymentId: 'pay_1',
      userId: 'u',
      reference: 'r',
      amount: { amount: 1, currency: 'INR' },
      at: new Date().toISOString(),
    };
    const event = envelopeOf('paymentCaptured', 'evt_after', 'pay_1', data);
    await events.publish(event.type, event, event.id);
    const line = await until('it is logged', () =>
      lines.find((one) => one.includes('work after the commit')),
    );
    expect(JSON.parse(line)).toMatchObject({
      level: 'error',
      eventId: 'evt_after',
      subscription: 'after-commit',
      err: { message: 'socket gone' },
    });
    // Longer than all retry pauses together.
    await sleep(400);
    expect({ effects, works }).toEqual({ effects: 1, works: 1 });
    expect(await listDeadLetters(options)).not.toContainEqual(
      expect.objectContaining({ eventId: 'evt_after' }),
    );
  });

  test('subscriptions of different events and results go into one list', () => {
    const counting: Subscription<'stockLow', number> = {
      name: 'a',
      events: ['stockLow'],
      handle: async (event) => event.data.available,
      afterCommit: async (_event, available) => expect(available.toFixed()).toBeDefined(),
    };
    const silent: Subscription<'userRegistered'> = {
      name: 'b',
      events: ['userRegistered'],
      handle: async () => undefined,
    };
    const all: AnySubscription[] = [counting, silent];
    expect(all.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test('events of one key are handled in order, one at a time', async () => {
    const order: number[] = [];
    let running = 0;
    await inbox.subscribe({
      name: 'serial',
      events: ['balanceChanged'],
      serialBy: (event) => event.data.userId,
      handle: async (event) => {
        running += 1;
        expect(running).toBe(1);
        await sleep(Math.random() * 10);
        order.push(event.data.amount.amount);
        running -= 1;
      },
    });
    const money = (amount: number) => ({ amount, currency: 'INR' });
    for (let i = 1; i <= 20; i++) {
      const data = {
        userId: 'u',
        transferId: `t${i}`,
        kind: 'topup' as const,
        amount: money(i),
        balance: money(i),
        held: money(0),
        reference: 'r',
        at: new Date().toISOString(),
      };
      await events.publish(
        'wallet.balance-changed.v1',
        envelopeOf('balanceChanged', `evt_s${i}`, 'u', data),
        `evt_s${i}`,
      );
    }
    await until('all are handled', () => order.length === 20);
    expect(order).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });
});
