import { testClient, until, type InProcessService } from '@chowk/testing';
import type { NotificationDocument } from '../src/inbox/persistence/notification.model.ts';
import type { StreamDocument } from '../src/stream/persistence/stream.model.ts';
import { balanceChange, orderChange, say } from './facts.ts';
import { newPerson, startNotify, type NotifyFixture } from './fixture.ts';
import { fillInbox, readLines } from './lines.ts';
import { openUpdatePart, type UpdatePart } from './update-lane.ts';

const DAY_MS = 24 * 3600 * 1000;
const KEEP_DAYS = 10;

let fixture: NotifyFixture;
let replicas: InProcessService[];
let part: UpdatePart;
beforeAll(async () => {
  fixture = await startNotify();
  const env = { RETENTION_SWEEP_MS: '40', NOTIFICATION_KEEP_DAYS: String(KEEP_DAYS) };
  replicas = [await fixture.replica(env), await fixture.replica(env)];
  part = openUpdatePart(fixture.connection, fixture.env());
}, 60_000);
afterAll(async () => {
  await part.stop();
  await fixture.stop();
}, 60_000);

const lines = () => fixture.connection.collection<NotificationDocument>('notifications');
const counted = (userId: string) => lines().countDocuments({ userId, readAt: null });
const tooOld = () => new Date(Date.now() - (KEEP_DAYS + 1) * DAY_MS);

test('the counter is the number of unread lines after anything that happens at once', async () => {
  const person = newPerson();
  const { userId } = person;
  const [one, other] = replicas.map(({ url }) => testClient(url, fixture.keys.headers('notify', person)));
  await fillInbox(part, userId, 60);
  let told = 60;
  for (let round = 0; round < (process.env.CHAOS ? 40 : 4); round++) {
    const there = await lines().find({ userId }).sort({ _id: 1 }).toArray();
    const some = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => there[(from + n * 5 + round) % there.length]!);
    const put = (path: string, body?: object) => [one, other].map((client) => client!.put(path, body));
    const answers = Promise.all([
      ...some(0, 8).flatMap(({ id }) => put(`/api/v1/notifications/${id}/read`)),
      ...some(3, 6).flatMap(({ id }) =>
        [one, other].map((client) => client!.delete(`/api/v1/notifications/${id}`)),
      ),
      ...(round % 2 ? put('/api/v1/notifications/read-all', { upTo: there[10]!.id }) : []),
      ...(round === 2 ? put('/api/v1/notifications/read-all') : []),
    ]);
    const growing = Array.from({ length: 12 }, (_, n) =>
      n % 2
        ? say(fixture.bus, 'balanceChanged', balanceChange(userId, 'refund', n + 1))
        : say(fixture.bus, 'orderStatusChanged', orderChange(userId, 'shipped', n + 1)),
    );
    // The retention of both replicas takes these meanwhile.
    const aging = lines().updateMany(
      { _id: { $in: some(1, 6).map(({ _id }) => _id) } },
      { $set: { createdAt: tooOld() } },
    );
    // Of two that remove one line, or of one that is too old, one comes too late. Nothing else is refused.
    for (const { status } of await answers) expect([200, 404]).toContain(status);
    await Promise.all([...growing, aging]);
    told += 12;
    await until('all are told', async () => {
      const stream = await fixture.connection.collection<StreamDocument>('streams').findOne({ _id: userId });
      // Each has an update and a line; the first ones had a line alone.
      return stream?.lastSeq === 60 + (told - 60) * 2;
    });
    await until(
      'what is too old is gone',
      async () => (await lines().countDocuments({ createdAt: { $lt: tooOld() } })) === 0,
    );
    expect(await part.unread(userId)).toBe(await counted(userId));
  }
}, 60_000);

test('lines that go by their age are unread no more, more of them than one look takes', async () => {
  const people = [newPerson().userId, newPerson().userId];
  for (const userId of people) {
    await fillInbox(part, userId, 320);
    const all = await lines()
      .find({ userId }, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .toArray();
    const keys = all.slice(0, 100).map(({ _id }) => _id);
    await readLines(part, fixture.connection, { userId, keys });
    expect(await part.unread(userId)).toBe(220);
  }
  const young = new Map<string, string[]>();
  for (const userId of people) {
    const all = await lines()
      .find({ userId }, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .toArray();
    young.set(
      userId,
      all.slice(-7).map(({ _id }) => _id),
    );
    await lines().updateMany(
      { _id: { $in: all.slice(0, -7).map(({ _id }) => _id) } },
      { $set: { createdAt: tooOld() } },
    );
  }
  await until(
    'the old ones are gone',
    async () => (await lines().countDocuments({ userId: { $in: people } })) === 14,
    20_000,
  );
  for (const userId of people) {
    const left = await lines().find({ userId }).sort({ _id: 1 }).toArray();
    expect(left.map(({ _id }) => _id)).toEqual(young.get(userId));
    expect(await part.unread(userId)).toBe(7);
  }
}, 40_000);
