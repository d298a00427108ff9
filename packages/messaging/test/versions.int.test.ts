import { createLogger } from '@chowk/runtime/log';
import { EVENTS, type EventData } from '@chowk/contracts/events';
import { envelopeOf, listenToEvents, uniqueName, until, type EventLog } from '@chowk/testing';
import { fact, startMessaging, subscribing, type Replica } from './fixture.ts';

let app: Awaited<ReturnType<typeof startMessaging>>;
beforeAll(async () => {
  app = await startMessaging();
});
afterEach(() => app.stopReplicas());
afterAll(() => app.stop());

const balance = (amount: number, kind: EventData<'balanceChanged'>['kind'] = 'topup') => ({
  userId: 'usr_1',
  transferId: `trf_${amount}`,
  kind,
  amount: { amount, currency: 'INR' },
  balance: { amount, currency: 'INR' },
  held: { amount: 0, currency: 'INR' },
  reference: 'r',
  at: new Date().toISOString(),
});

/** Sends a balance as the wallet would; without a version as an older wallet would. */
const send = async (events: EventLog, subject: string, amount: number, version?: number): Promise<void> => {
  const event = envelopeOf('balanceChanged', uniqueName('evt'), subject, balance(amount));
  const about = version === undefined ? {} : { subjectversion: version };
  await events.publish(event.type, { ...event, ...about }, event.id);
};

test.each(['drop', 'mark'] as const)('an older event that comes last changes nothing: %s', async (older) => {
  const prefix = uniqueName('versions');
  const events = await listenToEvents(prefix);
  const shown: number[] = [];
  const outdated: number[] = [];
  const consumer = subscribing(`balances-${older}`, ['balanceChanged'], {
    older,
    handle: async ({ data }, _tx, { isOutdated }) => {
      (isOutdated ? outdated : shown).push(data.balance.amount);
    },
  });
  await app.replica({ prefix, ...consumer });
  const inbox = app.connection.collection<{ _id: string }>('inbox');
  const handled = () => inbox.countDocuments({ _id: new RegExp(`^balances-${older}:`) });
  const deliveries: Array<[subject: string, amount: number, version?: number]> = [
    ['usr_a', 500, 5],
    ['usr_a', 400, 4],
    ['usr_a', 501, 5],
    ['usr_b', 100, 1],
    ['usr_a', 7],
    ['usr_a', 600, 6],
  ];
  for (const [index, delivery] of deliveries.entries()) {
    await send(events, ...delivery);
    await until('it is handled', async () => (await handled()) === index + 1);
  }
  expect(shown).toEqual([500, 501, 100, 7, 600]);
  expect(outdated).toEqual(older === 'mark' ? [400] : []);
  await events.stop();
});

test('a version counts only when its effect commits', async () => {
  const prefix = uniqueName('versions');
  const events = await listenToEvents(prefix);
  const shown: number[] = [];
  let isBroken = true;
  const consumer = subscribing('failing', ['balanceChanged'], {
    older: 'drop',
    handle: async ({ data }) => {
      if (data.balance.amount === 900 && isBroken) throw new Error('not yet');
      shown.push(data.balance.amount);
    },
  });
  await app.replica({ prefix, retryDelaysMs: [300], ...consumer });
  await send(events, 'usr_a', 900, 9);
  await send(events, 'usr_a', 800, 8);
  await until('the older one is shown for now', () => shown.length === 1);
  isBroken = false;
  await until('the newer one is', () => shown.length === 2);
  expect(shown).toEqual([800, 900]);
  await events.stop();
});

test('of two replicas at once, the newest of many events of a subject is the last that is applied', async () => {
  const prefix = uniqueName('versions');
  const events = await listenToEvents(prefix);
  const applied = app.connection.collection<{ _id: string; amount: number }>('effects');
  await applied.insertOne({ _id: 'screen', amount: 0 });
  const consumer = subscribing('racing', ['balanceChanged'], {
    older: 'drop',
    handle: async ({ data }, tx) => {
      const change = { $set: { amount: data.balance.amount } };
      await applied.updateOne({ _id: 'screen' }, change, { session: tx.session });
    },
  });
  await app.replica({ prefix, ...consumer });
  await app.replica({ prefix, ...consumer });
  const versions = Array.from({ length: 40 }, (_, index) => ((index * 17) % 40) + 1);
  for (const version of versions) await send(events, 'usr_r', version, version);
  const inbox = app.connection.collection<{ _id: string }>('inbox');
  await until(
    'all are handled',
    async () => (await inbox.countDocuments({ _id: /^racing:/ })) === 40,
    20_000,
  );
  expect(await applied.findOne({ _id: 'screen' })).toMatchObject({ amount: 40 });
  await events.stop();
}, 30_000);

test('what emits says the version, and what is no version is refused before anything commits', async () => {
  const prefix = uniqueName('versions');
  const events = await listenToEvents(prefix);
  const { outbox } = await app.replica({ prefix });
  const say = ({ outbox: box }: Pick<Replica, 'outbox'>, version: number) =>
    box.transact(async (tx) => tx.emit('userRegistered', 'usr_v', fact('usr_v'), { version }));
  await say({ outbox }, 3);
  await until('it arrives', () => events.all.length === 1);
  expect(events.all[0]).toMatchObject({ type: EVENTS.userRegistered.type, subjectversion: 3 });
  for (const wrong of [0, -1, 1.5, Number.NaN])
    await expect(say({ outbox }, wrong)).rejects.toThrow('a version is a positive integer');
  await events.stop();
});

test('an event that the subscription no longer takes is left out with a warning, and is no dead letter', async () => {
  const prefix = uniqueName('versions');
  const events = await listenToEvents(prefix);
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ service: 'test', level: 'warn', pretty: false, destination });
  // An earlier release bound both events to the queue.
  const earlier = subscribing('narrower', ['stockLow', 'userRegistered'], { handle: async () => undefined });
  await (await app.replica({ prefix, ...earlier })).stop();
  const handled: string[] = [];
  const present = subscribing('narrower', ['userRegistered'], {
    handle: async ({ subject }) => void handled.push(subject),
  });
  const { letters, bus } = await app.replica({ prefix, logger, ...present });
  const stock = { sku: 'S', productId: 'p', storeId: 's', available: 1, threshold: 2 };
  await events.publish(EVENTS.stockLow.type, envelopeOf('stockLow', 'evt_left', 'S', stock), 'evt_left');
  await events.publish(
    EVENTS.userRegistered.type,
    envelopeOf('userRegistered', 'evt_taken', 'usr_t', fact('usr_t')),
    'evt_taken',
  );
  await until('the other is handled', () => handled.length === 1);
  await until('it is warned of', () => lines.some((line) => line.includes('no longer subscribed to')));
  expect(await letters.list({ limit: 10 })).toEqual([]);
  expect(bus.connected).toBe(true);
  await events.stop();
});
