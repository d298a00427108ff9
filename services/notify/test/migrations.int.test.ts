import { createCollections } from '@chowk/runtime/mongo';
import { testDatabase } from '@chowk/testing';
import type { Connection } from 'mongoose';
import { notificationModel } from '../src/inbox/persistence/notification.model.ts';
import { createNotificationRepository } from '../src/inbox/persistence/notification.repository.ts';
import { notificationKeys } from '../src/migrations/0002-notification-keys.ts';
import { streamKey } from '../src/stream/domain/stream-key.ts';
import { streamModel } from '../src/stream/persistence/stream.model.ts';
import { createStreamRepository } from '../src/stream/persistence/stream.repository.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let connection: Connection;
beforeAll(async () => {
  database = await testDatabase();
  ({ connection } = database);
});
afterAll(() => database.drop());

interface Row {
  _id: string;
  [field: string]: unknown;
}
const lines = () => connection.collection<Row>('notifications');

/** As the first release wrote them: of three people, more than one batch, every third read. */
const PEOPLE = ['usr_A', 'usr_B', 'usr_C'];
const PER_PERSON = 230;
const firstLines = PEOPLE.flatMap((userId, person) =>
  Array.from({ length: PER_PERSON }, (_, n): Row => ({
    // Ids in another order than the places.
    _id: `ntf_${String((n * 37) % PER_PERSON).padStart(4, '0')}${person}`,
    userId,
    seq: 2 * (n + 1),
    category: 'orders',
    type: 'order.shipped',
    title: 'Shipped',
    body: `Number ${n}`,
    data: { orderId: `ord_${n}` },
    eventId: `evt_${n}`,
    readAt: n % 3 === 0 ? new Date(1_700_000_000_000 + n) : null,
    createdAt: new Date(1_700_000_000_000 + n),
  })),
);

test('lines of the first release keep their ids, places and marks, also when a run died in the middle', async () => {
  await connection.createCollection('notifications');
  await lines().createIndex({ userId: 1, seq: -1 }, { unique: true });
  await lines().createIndex({ userId: 1, category: 1, seq: -1 });
  await lines().createIndex({ userId: 1, readAt: 1, seq: -1 });
  await lines().insertMany(firstLines);
  await connection
    .collection<Row>('streams')
    .insertMany([...PEOPLE, 'usr_D'].map((_id) => ({ _id, lastSeq: 2 * PER_PERSON })));
  // As a start does it, ahead of the service's own migrations.
  await createCollections([notificationModel(connection), streamModel(connection)]);

  await notificationKeys.up(connection);
  // Copied, and the process died before it was deleted.
  for (const line of firstLines.slice(0, 20)) await lines().insertOne({ ...line, seq: Number(line['seq']) });
  await notificationKeys.up(connection);

  const repository = createNotificationRepository(connection);
  const streams = createStreamRepository(connection, 3600);
  expect(await lines().countDocuments()).toBe(firstLines.length);
  for (const userId of PEOPLE) {
    const own = firstLines.filter((line) => line['userId'] === userId).reverse();
    const listed = await repository.list(userId, {}, { beforeSeq: undefined, limit: 1_000 });
    expect(listed.map(({ id, seq, body, readAt }) => [id, seq, body, readAt])).toEqual(
      own.map(({ _id, seq, body, readAt }) => [
        _id,
        seq,
        body,
        (readAt as Date | null)?.toISOString() ?? null,
      ]),
    );
    expect(await streams.count(userId)).toBe(own.filter(({ readAt }) => readAt === null).length);
  }
  expect(await streams.count('usr_D')).toBe(0);
  expect(await repository.seqOf('usr_A', firstLines[3]!._id)).toBe(8);
  expect(await lines().findOne({ _id: streamKey('usr_A', 8) })).toMatchObject({ id: firstLines[3]!._id });
  expect((await lines().indexes()).map(({ name }) => name).sort()).toEqual([
    '_id_',
    'createdAt_1',
    'id_1',
    'unread',
  ]);
});
