import { setTimeout as sleep } from 'node:timers/promises';
import { EVENTS, type EventName } from '@chowk/contracts/events';
import { armFailpoints } from '@chowk/runtime/failpoints';
import { createLogger } from '@chowk/runtime/log';
import { currentRequest, startTelemetry } from '@chowk/runtime/telemetry';
import { envelopeOf, listenToEvents, uniqueName, until, type EventLog } from '@chowk/testing';
import type { BatchSubscription, Lane } from '../src/index.ts';
import { fact, startMessaging } from './fixture.ts';

const telemetry = startTelemetry({ service: 'test' });
let app: Awaited<ReturnType<typeof startMessaging>>;
beforeAll(async () => {
  await telemetry;
  app = await startMessaging();
});
afterEach(async () => {
  armFailpoints('');
  await app.stopReplicas();
});
afterAll(async () => {
  await app.stop();
  await (await telemetry).stop();
});

interface Effect {
  _id: string;
}
const effectsOf = async (lane: string): Promise<string[]> =>
  (
    await app.connection
      .collection<Effect>('effects')
      .find({ _id: { $regex: `^${lane}:` } })
      .toArray()
  ).map(({ _id }) => _id.slice(lane.length + 1));

/** A lane that inserts what it is given, fails at what begins with "poison", and remembers its batches. */
function inserting(options: Partial<Lane<string, string[]>> = {}) {
  const name = uniqueName('lane');
  const committed: string[][] = [];
  const lane: Lane<string, string[]> = {
    name,
    windowMs: 60,
    maxEvents: 100,
    async handle(items, { session }) {
      const poison = items.find((item) => item.startsWith('poison'));
      const rows = items.map((item) => ({ _id: `${name}:${item}` }));
      await app.connection.collection<Effect>('effects').insertMany(rows, { session });
      if (poison) throw new TypeError(`cannot take ${poison}`);
      return [...items];
    },
    afterCommit: async (items) => void committed.push(items),
    ...options,
  };
  return { lane, committed };
}

/** Two subscriptions that share a lane, and the manifest that says so. */
function sharing(lane: Lane<string, string[]>, more: Partial<BatchSubscription> = {}) {
  const names = { registered: 'userRegistered', revoked: 'sessionRevoked' } as const;
  const subscriptions = Object.entries(names).map(([name, event]): BatchSubscription => ({
    service: 'notify',
    name,
    events: [event as EventName],
    lane: lane as Lane,
    itemOf: ({ subject }) => subject,
    ...more,
  }));
  return {
    manifest: { notify: { registered: ['userRegistered'], revoked: ['sessionRevoked'] } } as const,
    subscriptions,
  };
}

const register = (events: EventLog, subject: string, id = uniqueName('evt'), more: object = {}) =>
  events.publish(
    EVENTS.userRegistered.type,
    { ...envelopeOf('userRegistered', id, subject, fact(subject)), ...more },
    id,
  );
const revoke = (events: EventLog, subject: string, id = uniqueName('evt')) => {
  const data = { userId: 'u', sessionId: subject, reason: 'logout' as const };
  return events.publish(EVENTS.sessionRevoked.type, envelopeOf('sessionRevoked', id, subject, data), id);
};

test('events of two subscriptions are handled together, each within the request and trace of its cause', async () => {
  const prefix = uniqueName('lanes');
  const { lane, committed } = inserting();
  const contexts: Array<[string, string | undefined]> = [];
  const consumer = sharing(lane, {
    afterCommit: async ({ subject }) => void contexts.push([subject, currentRequest()?.requestId]),
  });
  await app.replica({ prefix, ...consumer });
  const events = await listenToEvents(prefix);
  await Promise.all([
    ...['a', 'b', 'c'].map((subject) =>
      register(events, subject, undefined, { requestid: `req_${subject}` }),
    ),
    ...['x', 'y'].map((subject) => revoke(events, subject)),
  ]);
  await until('all are handled', () => contexts.length === 5);
  expect(committed.flat().sort()).toEqual(['a', 'b', 'c', 'x', 'y']);
  expect(committed.length).toBeLessThan(5);
  for (const subject of ['a', 'b', 'c']) expect(contexts).toContainEqual([subject, `req_${subject}`]);
  await events.stop();
});

test('a poison event is tried again and given up alone; those of its batch have their effect once', async () => {
  const prefix = uniqueName('lanes');
  const { lane, committed } = inserting();
  const { letters } = await app.replica({ prefix, ...sharing(lane) });
  const events = await listenToEvents(prefix);
  const good = Array.from({ length: 9 }, (_, n) => `good${n}`);
  await Promise.all(
    [...good, 'poison1', 'poison2'].map((subject) => register(events, subject, `evt_${subject}`)),
  );
  const dead = await until('both are dead letters', async () => {
    const found = await letters.list({ limit: 10 });
    return found.length === 2 && found;
  });
  expect(dead.map(({ eventId, tries, error }) => [eventId, tries, error]).sort()).toEqual([
    ['evt_poison1', 5, 'TypeError: cannot take poison1'],
    ['evt_poison2', 5, 'TypeError: cannot take poison2'],
  ]);
  expect((await effectsOf(lane.name)).sort()).toEqual(good);
  expect(committed.flat().sort()).toEqual(good);
  for (const { id } of dead) await letters.discard(id, 'test');
  await events.stop();
});

test('delivered many times, in one batch and to two replicas, an event has one effect and one line of work after it', async () => {
  const prefix = uniqueName('lanes');
  const { lane, committed } = inserting();
  const after: string[] = [];
  const consumer = sharing(lane, { afterCommit: async ({ subject }) => void after.push(subject) });
  await app.replica({ prefix, ...consumer });
  await app.replica({ prefix, ...consumer });
  const events = await listenToEvents(prefix);
  for (let n = 0; n < 12; n++) {
    await register(events, 'twice', 'evt_twice');
    await register(events, `other${n}`);
  }
  await until('all are handled', async () => (await effectsOf(lane.name)).length === 13);
  await sleep(300);
  expect(committed.flat().filter((item) => item === 'twice')).toEqual(['twice']);
  expect(after.filter((subject) => subject === 'twice')).toEqual(['twice']);
  expect(new Set(committed.flat()).size).toBe(13);
  await events.stop();
});

test('what fails after the commit is known as handled when it comes again', async () => {
  const prefix = uniqueName('lanes');
  const { lane } = inserting();
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ service: 'test', level: 'info', pretty: false, destination });
  armFailpoints(`notify.${lane.name}.committed=error`);
  const { letters } = await app.replica({ prefix, logger, ...sharing(lane) });
  const events = await listenToEvents(prefix);
  await Promise.all(['a', 'b', 'c'].map((subject) => register(events, subject)));
  await until('they have their effect', async () => (await effectsOf(lane.name)).length === 3);
  armFailpoints('');
  await until(
    'all are known',
    () => lines.filter((line) => line.includes('was handled before')).length === 3,
    15_000,
  );
  expect(await letters.list({ limit: 10 })).toEqual([]);
  expect(await effectsOf(lane.name)).toHaveLength(3);
  await events.stop();
});

test('a stop applies what waits in the window and acknowledges it', async () => {
  const prefix = uniqueName('lanes');
  const { lane } = inserting({ windowMs: 500 });
  const consumer = sharing(lane);
  const replica = await app.replica({ prefix, ...consumer });
  const events = await listenToEvents(prefix);
  await Promise.all(['a', 'b', 'c'].map((subject) => register(events, subject)));
  await sleep(200);
  expect(await effectsOf(lane.name)).toEqual([]);
  await replica.stop();
  expect((await effectsOf(lane.name)).sort()).toEqual(['a', 'b', 'c']);
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({ service: 'test', level: 'info', pretty: false, destination });
  await app.replica({ prefix, logger, ...consumer });
  await sleep(800);
  expect(lines.filter((line) => line.includes('event'))).toEqual([]);
  await events.stop();
});

test('no more events are under way than the prefetch allows', async () => {
  const prefix = uniqueName('lanes');
  const sizes: number[] = [];
  const { lane } = inserting({ windowMs: 100, maxEvents: 1_000 });
  const handle = lane.handle.bind(lane);
  const measured: Lane<string, string[]> = {
    ...lane,
    handle(items, tx) {
      sizes.push(items.length);
      return handle(items, tx);
    },
  };
  await app.replica({ prefix, ...sharing(measured) });
  const events = await listenToEvents(prefix);
  await Promise.all(Array.from({ length: 60 }, (_, n) => register(events, `e${n}`)));
  await until('all are handled', async () => (await effectsOf(lane.name)).length === 60);
  // 16 of each subscription, and this is one.
  expect(Math.max(...sizes)).toBeLessThanOrEqual(16);
  expect(sizes.length).toBeLessThanOrEqual(20);
  await events.stop();
});
