import { testClient, type InProcessService } from '@chowk/testing';
import type { NotificationDocument } from '../src/inbox/persistence/notification.model.ts';
import { createNotificationRepository } from '../src/inbox/persistence/notification.repository.ts';
import { createStreamRepository } from '../src/stream/persistence/stream.repository.ts';
import { logCommands, type CommandLog } from './command-log.ts';
import { newPerson, startNotify, type NotifyFixture, type Person } from './fixture.ts';
import { fillInbox, readLines } from './lines.ts';
import { openUpdatePart, type UpdatePart } from './update-lane.ts';

let fixture: NotifyFixture;
let notify: InProcessService;
let part: UpdatePart;
let log: CommandLog;
beforeAll(async () => {
  fixture = await startNotify();
  notify = await fixture.replica();
  part = openUpdatePart(fixture.connection, fixture.env());
  log = await logCommands(fixture.connection.name);
}, 60_000);
afterAll(async () => {
  await log.stop();
  await part.stop();
  await fixture.stop();
}, 60_000);

const lines = () => fixture.connection.collection<NotificationDocument>('notifications');
const as = (person: Person) => testClient(notify.url, fixture.keys.headers('notify', person));

async function pages(person: Person, query: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await as(person).get(`/api/v1/notifications?${query}${after}`);
    expect(answer.status).toBe(200);
    ids.push(...answer.body.data.items.map((item: { id: string }) => item.id));
    cursor = answer.body.meta.nextCursor;
  } while (cursor !== null);
  return ids;
}

// None, few that are read by themselves, and so many that they are looked for among the others.
test.each([0, 1, 40, 100, 101, 170])(
  'with %d unread of 180 lines every filter gives its lines, in order',
  async (unread) => {
    const person = newPerson();
    await fillInbox(part, person.userId, 180);
    const all = await lines().find({ userId: person.userId }).sort({ _id: -1 }).toArray();
    // Spread over all of the inbox.
    const order = all.map((_line, index) => index).sort((a, b) => ((a * 77) % 180) - ((b * 77) % 180));
    const keys = order.slice(unread).map((index) => all[index]!._id);
    await readLines(part, fixture.connection, { userId: person.userId, keys });
    const isUnread = new Set(order.slice(0, unread));
    const wanted = (filter: (line: NotificationDocument, isUnread: boolean) => boolean) =>
      all.filter((line, index) => filter(line, isUnread.has(index))).map(({ id }) => id);
    expect(await pages(person, 'limit=50')).toEqual(wanted(() => true));
    expect(await pages(person, 'limit=33&unread=true')).toEqual(wanted((_line, is) => is));
    expect(await pages(person, 'limit=60&unread=false')).toEqual(wanted((_line, is) => !is));
    expect(await pages(person, 'limit=25&category=wallet')).toEqual(
      wanted(({ category }) => category === 'wallet'),
    );
    expect(await pages(person, 'limit=20&category=scans&unread=true')).toEqual(
      wanted(({ category }, is) => is && category === 'scans'),
    );
    expect((await as(person).get('/api/v1/notifications/unread-count')).body.data).toEqual({ count: unread });
  },
  30_000,
);

test('a page is read in the order of the keys: nothing is sorted, whatever is wanted', async () => {
  const { userId } = newPerson();
  await fillInbox(part, userId, 400);
  const repository = createNotificationRepository(log.connection);
  for (const filter of [{}, { unread: true }, { unread: false }, { category: 'wallet' as const }])
    for (const beforeSeq of [undefined, 200]) {
      const found = await repository.list(userId, filter, { beforeSeq, limit: 21 });
      expect(found.length).toBe(filter.unread === false ? 0 : 21);
      const { find, filter: asked, sort, limit } = log.last('find notifications');
      const plan = JSON.stringify(
        await log.connection.db!.command({ explain: { find, filter: asked, sort, limit } }),
      );
      // Of MongoDB the stage, of DocumentDB the node.
      expect(plan).not.toMatch(/"stage":"SORT"|"Node Type":"Sort"/);
      expect(plan).toMatch(/_id_/);
    }
});

test('a count and a page of an inbox are one command each', async () => {
  const { userId } = newPerson();
  await fillInbox(part, userId, 30);
  log.commands.splice(0);
  expect(await createStreamRepository(log.connection, 3600).count(userId)).toBe(30);
  await createNotificationRepository(log.connection).list(userId, {}, { beforeSeq: undefined, limit: 21 });
  expect(log.commands).toEqual(['find streams', 'find notifications']);
});
