import { envelopeOf, quietLogger, uniqueName } from '@chowk/testing';
import fc from 'fast-check';
import { applyBatch, type BatchDelivery, type Outcome } from '../src/inbox/apply-batch.ts';
import { InboxRows } from '../src/inbox/inbox-rows.ts';
import { SubjectVersions } from '../src/inbox/subject-versions.ts';
import { Outbox, type BatchSubscription, type Lane } from '../src/index.ts';
import { logCommands, type CommandLog } from './command-log.ts';
import { fact, startMessaging } from './fixture.ts';

let app: Awaited<ReturnType<typeof startMessaging>>;
let log: CommandLog;
let stores: Parameters<typeof applyBatch>[2];
let outbox: Outbox;

beforeAll(async () => {
  app = await startMessaging();
  const { bus } = await app.replica({ prefix: uniqueName('batch') });
  log = await logCommands(app.connection.name);
  const { connection } = log;
  outbox = new Outbox({ connection, bus, source: 'auth', logger: quietLogger() });
  stores = { outbox, rows: new InboxRows(connection), versions: new SubjectVersions(connection) };
});
afterAll(async () => {
  await outbox.stop();
  await log.stop();
  await app.stop();
});

interface Told {
  person: string;
  text: string;
}
interface StoryDocument {
  _id: string;
  lines: string[];
}

/** Tells people things: each has a story, to which every item adds a line. */
const stories: Lane<Told, number> = {
  name: 'stories',
  windowMs: 0,
  maxEvents: 100,
  async handle(items, { session }) {
    const updates = items.map(({ person, text }) => ({
      updateOne: { filter: { _id: person }, update: { $push: { lines: text } }, upsert: true },
    }));
    await log.connection.collection<StoryDocument>('stories').bulkWrite(updates, { session });
    return items.length;
  },
};
const OLDER = { dropping: 'drop', marking: 'mark', unversioned: undefined } as const;
type Name = keyof typeof OLDER;
const subscriptionOf = (name: Name): BatchSubscription => ({
  service: 'notify',
  name,
  events: ['userRegistered'],
  lane: stories as Lane,
  ...(OLDER[name] && { older: OLDER[name] }),
  itemOf: ({ id, subject }, { isOutdated }): Told => ({
    person: subject,
    text: `${name} ${id}${isOutdated ? ' old' : ''}`,
  }),
});

interface Step {
  name: Name;
  /** Of the event; the same again is a second delivery. */
  n: number;
  person: number;
  version: number | undefined;
}
const deliveryOf = (run: string, { name, n, person, version }: Step): BatchDelivery => {
  const subject = `${run}_p${person}`;
  const envelope = envelopeOf('userRegistered', `${run}_e${n}`, subject, fact(subject));
  const event = { ...envelope, name: 'userRegistered', ...(version && { subjectversion: version }) };
  return { subscription: subscriptionOf(name), event: event as BatchDelivery['event'] };
};

/** What it comes to when each is handled by itself, one after the other. */
function oneByOne(run: string, steps: readonly Step[]) {
  const seen = new Set<string>();
  const newest = new Map<string, number>();
  const lines = new Map<string, string[]>();
  const outcomes = steps.map(({ name, n, person, version = 0 }): Outcome => {
    if (seen.has(`${name} ${n}`)) return 'duplicate';
    seen.add(`${name} ${n}`);
    const subject = `${run}_p${person}`;
    const key = `${name} ${subject}`;
    const isOutdated = OLDER[name] !== undefined && version > 0 && (newest.get(key) ?? 0) > version;
    if (OLDER[name] !== undefined && !isOutdated && version > 0) newest.set(key, version);
    if (isOutdated && OLDER[name] === 'drop') return 'outdated';
    const text = `${name} ${run}_e${n}${isOutdated ? ' old' : ''}`;
    lines.set(subject, [...(lines.get(subject) ?? []), text]);
    return 'handled';
  });
  return { outcomes, lines };
}

/** An event of a number is about one person and version, however often it is delivered. */
const step: fc.Arbitrary<Step> = fc
  .record({ name: fc.constantFrom<Name>('dropping', 'marking', 'unversioned'), n: fc.nat({ max: 14 }) })
  .map(({ name, n }) => ({ name, n, person: n % 3, version: n % 5 === 4 ? undefined : 1 + ((n * 7) % 5) }));
const storiesOf = async (run: string): Promise<Map<string, string[]>> => {
  const found = await log.connection
    .collection<StoryDocument>('stories')
    .find({ _id: { $regex: `^${run}_` } })
    .toArray();
  return new Map(found.map(({ _id, lines }) => [_id, lines]));
};

test('any grouping of deliveries, redeliveries and versions comes to the same as one by one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 5 }),
      async (groups) => {
        const run = uniqueName('run');
        const outcomes: Outcome[] = [];
        for (const group of groups) {
          const deliveries = group.map((each) => deliveryOf(run, each));
          outcomes.push(...(await applyBatch(stories, deliveries, stores)).outcomes);
        }
        const expected = oneByOne(run, groups.flat());
        expect(outcomes).toEqual(expected.outcomes);
        expect(await storiesOf(run)).toEqual(expected.lines);
      },
    ),
    { numRuns: process.env.CHAOS ? 300 : 20 },
  );
}, 60_000);

test('a batch of many events of several subscriptions and people is four commands', async () => {
  const run = uniqueName('run');
  const steps = Array.from({ length: 45 }, (_, n): Step => {
    const name = (['dropping', 'marking', 'unversioned'] as const)[n % 3]!;
    return { name, n, person: n % 7, version: 1 + n };
  });
  log.commands.splice(0);
  const { outcomes, result } = await applyBatch(
    stories,
    steps.map((each) => deliveryOf(run, each)),
    stores,
  );
  expect(log.commands).toEqual([
    'insert inbox',
    'update subject_versions',
    'update stories',
    'commitTransaction',
  ]);
  expect(result).toEqual({ value: 45 });
  expect(new Set(outcomes)).toEqual(new Set(['handled']));
});

test('a failed batch leaves nothing behind, neither rows nor versions', async () => {
  const run = uniqueName('run');
  const failing: Lane = { ...stories, handle: () => Promise.reject(new Error('no')) };
  const older = { name: 'dropping', n: 1, person: 0, version: 3 } as const;
  const newer = { ...older, n: 2, version: 9 };
  await expect(applyBatch(failing, [deliveryOf(run, newer)], stores)).rejects.toThrow('no');
  const { outcomes } = await applyBatch(
    stories,
    [older, newer].map((each) => deliveryOf(run, each)),
    stores,
  );
  expect(outcomes).toEqual(['handled', 'handled']);
});

test('two processes with the same events in any order apply each once, without waiting for each other in vain', async () => {
  const run = uniqueName('run');
  const steps = Array.from({ length: 24 }, (_, n): Step => ({
    name: n % 2 ? 'unversioned' : 'marking',
    n,
    person: n,
    version: 1,
  }));
  const inBatches = async (order: readonly Step[]): Promise<Outcome[]> => {
    const outcomes: Outcome[] = [];
    for (let from = 0; from < order.length; from += 6) {
      const batch = order.slice(from, from + 6).map((each) => deliveryOf(run, each));
      outcomes.push(...(await applyBatch(stories, batch, stores)).outcomes);
    }
    return outcomes;
  };
  const both = await Promise.all([inBatches(steps), inBatches([...steps].reverse())]);
  expect(both.flat().filter((outcome) => outcome === 'handled')).toHaveLength(24);
  const lines = [...(await storiesOf(run)).values()];
  expect(lines).toHaveLength(24);
  expect(lines.every(({ length }) => length === 1)).toBe(true);
}, 30_000);
