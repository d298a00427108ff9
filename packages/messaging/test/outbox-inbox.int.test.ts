import { setTimeout as sleep } from 'node:timers/promises';
import type { EmittedData } from '@chowk/contracts/events';
import { armFailpoints } from '@chowk/runtime/failpoints';
import { createLogger } from '@chowk/runtime/log';
import { withRequestContext, startTelemetry } from '@chowk/runtime/telemetry';
import { envelopeOf, listenToEvents, until, type EventLog } from '@chowk/testing';
import type { AnySubscription, Subscription, Tx } from '../src/index.ts';
import { fact, startMessaging, subscribing, type Replica } from './fixture.ts';

const telemetry = startTelemetry({ service: 'test' });

let app: Awaited<ReturnType<typeof startMessaging>>;
let outbox: Replica['outbox'];
let letters: Replica['letters'];
let events: EventLog;
const lines: string[] = [];
/** A log that can be read. */
const loud = createLogger({
  service: 'test',
  level: 'error',
  pretty: false,
  destination: { write: (line: string) => void lines.push(line) },
});

beforeAll(async () => {
  app = await startMessaging();
  ({ outbox, letters } = await app.replica());
  events = await listenToEvents(app.prefix);
});
afterEach(() => armFailpoints(''));
afterAll(async () => {
  await app.stop();
  await events.stop();
  await (await telemetry).stop();
});

interface Effect {
  _id: string;
  at: Date;
}
const effects = () => app.connection.collection<Effect>('effects');
const arrived = (userId: string) => events.of('userRegistered').filter(({ subject }) => subject === userId);

describe('an event leaves when, and only when, its transaction commits', () => {
  test('it carries the request id and the trace of its cause', async () => {
    await withRequestContext({ requestId: 'req_x' }, () =>
      outbox.transact(async (tx) =>
        tx.emit('userRegistered', 'usr_commit', fact('usr_commit'), { version: 1 }),
      ),
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
      async () => (await app.connection.collection('outbox').countDocuments()) === 0,
    );
  });

  test('a transaction that fails says nothing and changes nothing', async () => {
    const failing = outbox.transact(async (tx) => {
      await effects().insertOne({ _id: 'rolled-back', at: new Date() }, { session: tx.session });
      tx.emit('userRegistered', 'usr_abort', fact('usr_abort'), { version: 1 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await sleep(300);
    expect(arrived('usr_abort')).toEqual([]);
    expect(await effects().findOne({ _id: 'rolled-back' })).toBeNull();
  });

  test('data that breaks the event’s schema is refused before anything commits', async () => {
    const wrong = { userId: 7 } as unknown as EmittedData<'userRegistered'>;
    await expect(
      outbox.transact(async (tx) => tx.emit('userRegistered', 'usr_wrong', wrong, { version: 1 })),
    ).rejects.toThrow();
    expect(await app.connection.collection('outbox').countDocuments()).toBe(0);
  });

  test('when the process fails between commit and publish, another replica publishes it', async () => {
    armFailpoints('auth.outbox.committed=error');
    await expect(
      outbox.transact(async (tx) =>
        tx.emit('userRegistered', 'usr_crash', fact('usr_crash'), { version: 1 }),
      ),
    ).rejects.toThrow('failpoint');
    armFailpoints('');
    expect(arrived('usr_crash')).toEqual([]);
    const replica = await app.replica();
    await until('a sweep publishes it', () => arrived('usr_crash').length === 1, 15_000);
    await replica.stop();
  }, 20_000);

  test('one transaction’s events arrive in the order they were said', async () => {
    await outbox.transact(async (tx) => {
      for (let i = 0; i < 50; i++) tx.emit('userRegistered', 'usr_order', fact(`u${i}`), { version: 1 });
    });
    const all = await until('all arrive', () =>
      arrived('usr_order').length === 50 ? arrived('usr_order') : undefined,
    );
    expect(all.map(({ data }) => data.userId)).toEqual(Array.from({ length: 50 }, (_, i) => `u${i}`));
  });
});

describe('an event has its effect once', () => {
  test('however often it is delivered, also in parallel to two replicas', async () => {
    let runs = 0;
    const subscription = subscribing('once', ['sessionRevoked'], {
      handle: async (_event: unknown, tx: Tx) => {
        runs += 1;
        await effects().insertOne({ _id: `once-${runs}`, at: new Date() }, { session: tx.session });
      },
    });
    await app.replica(subscription);
    const second = await app.replica(subscription);
    const event = envelopeOf('sessionRevoked', 'evt_same', 'ses_1', {
      userId: 'u',
      sessionId: 'ses_1',
      reason: 'logout',
    });
    await Promise.all(Array.from({ length: 20 }, () => events.publish(event.type, event, event.id)));
    await until('it had its effect', async () => (await effects().countDocuments({ _id: /^once-/ })) > 0);
    await sleep(500);
    expect(await effects().countDocuments({ _id: /^once-/ })).toBe(1);
    await second.stop();
  });

  test('a handler that fails is tried again; its half-done work is undone each time', async () => {
    let tries = 0;
    await app.replica(
      subscribing('flaky', ['stockLow'], {
        handle: async (event, tx) => {
          tries += 1;
          await effects().insertOne(
            { _id: `flaky-${event.data.sku}`, at: new Date() },
            { session: tx.session },
          );
          if (tries < 3) throw new Error('not yet');
        },
      }),
    );
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
    const consumer = await app.replica(
      subscribing('broken', ['paymentFailed'], {
        handle: async () => {
          tries += 1;
          if (broken) throw new TypeError('cannot read it: +919845098450 wrote it');
        },
      }),
    );
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
      (await letters.list({ limit: 10 })).find(({ eventId }) => eventId === 'evt_dead'),
    );
    expect(tries).toBe(5);
    expect(letter).toMatchObject({
      id: 'broken:evt_dead',
      subscription: 'broken',
      type: 'wallet.payment-failed.v1',
      subject: 'pay_1',
      error: expect.stringMatching(/^TypeError: cannot read it: (?!.*98450)/),
      tries: 5,
      state: 'dead',
    });
    expect(letter.firstFailedAt.getTime()).toBeLessThan(letter.diedAt.getTime());
    expect(await letters.list({ limit: 10 })).toHaveLength(1);
    broken = false;
    await expect(consumer.letters.replay('broken:evt_other', 'admin')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await consumer.letters.replay('broken:evt_dead', 'usr_admin');
    await until('it is handled', () => tries === 6);
    expect(await letters.list({ limit: 10 })).toEqual([]);
    expect(await letters.find('broken:evt_dead')).toMatchObject({
      state: 'replayed',
      actions: [{ action: 'replay', by: 'usr_admin' }],
    });
  });

  test('what no release reads is a dead letter at once, what breaks its schema after its tries; neither blocks what is behind', async () => {
    const seen: string[] = [];
    await app.replica(
      subscribing('poison', ['refundCompleted'], {
        handle: async (event) => void seen.push(event.data.refundId),
      }),
    );
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
    const bad = await until('both bad ones are dead letters', async () => {
      const all = (await letters.list({ limit: 10 })).filter((one) => one.subscription === 'poison');
      return all.length === 2 ? all : undefined;
    });
    const tried = bad.map(({ eventId, tries, error }) => [eventId, tries, error.split(':')[0]]);
    expect(tried.sort()).toEqual([
      ['evt_p1', 1, 'UnreadableMessage'],
      ['evt_p2', 5, 'SchemaMismatch'],
    ]);
  });

  test('what the effect returns reaches the work after its commit, once, and not for a duplicate', async () => {
    const handed: Array<[string, number]> = [];
    let runs = 0;
    await app.replica(
      subscribing('results', ['orderDelivered', 'orderCancelled'], {
        handle: async (event) => ({ name: event.name, run: ++runs }),
        afterCommit: async (_event, { name, run }) => void handed.push([name, run]),
      }),
    );
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
    await app.replica({
      logger: loud,
      ...subscribing('after-commit', ['paymentCaptured'], {
        handle: async () => void effects++,
        afterCommit: async () => {
          works += 1;
          throw new TypeError('socket gone');
        },
      }),
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
    expect(await letters.list({ limit: 10 })).not.toContainEqual(
      expect.objectContaining({ eventId: 'evt_after' }),
    );
  });

  test('subscriptions of different events and results go into one list', () => {
    const counting: Subscription<'stockLow', number> = {
      service: 'notify',
      name: 'a',
      events: ['stockLow'],
      handle: async (event) => event.data.available,
      afterCommit: async (_event, available) => expect(available.toFixed()).toBeDefined(),
    };
    const silent: Subscription<'userRegistered'> = {
      service: 'notify',
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
    await app.replica(
      subscribing('serial', ['balanceChanged'], {
        serialBy: (event) => event.data.userId,
        handle: async (event) => {
          running += 1;
          expect(running).toBe(1);
          await sleep(Math.random() * 10);
          order.push(event.data.amount.amount);
          running -= 1;
        },
      }),
    );
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
