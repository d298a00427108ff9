import { testClient, until, type InProcessService } from '@chowk/testing';
import { orderChange, balanceChange, say } from './facts.ts';
import { newPerson, startNotify, type NotifyFixture, type Person } from './fixture.ts';

let fixture: NotifyFixture;
let notify: InProcessService;

beforeAll(async () => {
  fixture = await startNotify();
  notify = await fixture.replica();
}, 60_000);
afterAll(async () => fixture.stop(), 60_000);

const as = (person: Person) => testClient(notify.url, fixture.keys.headers('notify', person));
const unread = async (person: Person): Promise<number> =>
  (await as(person).get('/api/v1/notifications/unread-count')).body.data.count;

/** Fills an inbox: `orders` about orders first, then `wallet` about the wallet. */
async function fill(person: Person, orders: number, wallet = 0): Promise<void> {
  const before = await unread(person);
  for (let n = 1; n <= orders; n++)
    await say(fixture.bus, 'orderStatusChanged', orderChange(person.userId, 'shipped', n));
  await until('the orders are in', async () => (await unread(person)) === before + orders);
  for (let n = 1; n <= wallet; n++)
    await say(fixture.bus, 'balanceChanged', balanceChange(person.userId, 'topup', n));
  await until('the wallet is in', async () => (await unread(person)) === before + orders + wallet);
}

async function pages(person: Person, query: string): Promise<Array<{ id: string; category: string }>> {
  const items: Array<{ id: string; category: string }> = [];
  let cursor: string | null = null;
  do {
    const answer = await as(person).get(
      `/api/v1/notifications?${query}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    expect(answer.status).toBe(200);
    items.push(...answer.body.data.items);
    cursor = answer.body.meta.nextCursor;
  } while (cursor !== null);
  return items;
}

test('an inbox pages newest first, repeats and misses nothing while more comes in, and filters', async () => {
  const person = newPerson();
  await fill(person, 5, 3);
  const first = await as(person).get('/api/v1/notifications?limit=3');
  expect(first.body.data.items.map((item: { category: string }) => item.category)).toEqual([
    'wallet',
    'wallet',
    'wallet',
  ]);
  await fill(person, 2);
  const rest = await as(person).get(
    `/api/v1/notifications?limit=100&cursor=${encodeURIComponent(first.body.meta.nextCursor)}`,
  );
  expect(rest.body.data.items).toHaveLength(5);
  expect(rest.body.meta.nextCursor).toBeNull();
  const all = await pages(person, 'limit=3');
  expect(new Set(all.map(({ id }) => id)).size).toBe(10);
  expect(await pages(person, 'category=wallet&limit=2')).toHaveLength(3);
  await as(person).put(`/api/v1/notifications/${all[0]!.id}/read`);
  expect(await pages(person, 'unread=true')).toHaveLength(9);
  expect((await pages(person, 'unread=false')).map(({ id }) => id)).toEqual([all[0]!.id]);
});

test('one is read once: the second time changes nothing', async () => {
  const person = newPerson();
  await fill(person, 1);
  const { id } = (await pages(person, ''))[0]!;
  const first = await as(person).put(`/api/v1/notifications/${id}/read`);
  const second = await as(person).put(`/api/v1/notifications/${id}/read`);
  expect(first.body.data.notification.readAt).toMatch(/Z$/);
  expect(second.body.data.notification).toEqual(first.body.data.notification);
  expect(await unread(person)).toBe(0);
});

test('all up to the newest that was seen are read; what came after stays unread', async () => {
  const person = newPerson();
  await fill(person, 4);
  const seen = await pages(person, '');
  await fill(person, 2);
  const upTo = seen[0]!.id;
  expect((await as(person).put('/api/v1/notifications/read-all', { upTo })).body.data).toEqual({ marked: 4 });
  expect(await unread(person)).toBe(2);
  expect((await as(person).put('/api/v1/notifications/read-all', { upTo })).body.data).toEqual({ marked: 0 });
  expect((await as(person).put('/api/v1/notifications/read-all')).body.data).toEqual({ marked: 2 });
  expect(await unread(person)).toBe(0);
});

test('a removed one is gone, and stays gone', async () => {
  const person = newPerson();
  await fill(person, 2);
  const [gone, stays] = await pages(person, '');
  expect((await as(person).delete(`/api/v1/notifications/${gone!.id}`)).status).toBe(200);
  const again = await as(person).delete(`/api/v1/notifications/${gone!.id}`);
  expect([again.status, again.body.code]).toEqual([404, 'NOTIFICATION_NOT_FOUND']);
  expect((await pages(person, '')).map(({ id }) => id)).toEqual([stays!.id]);
  expect(await unread(person)).toBe(1);
});

test('the unread count is exact while some arrive, are read and are removed all at once', async () => {
  const person = newPerson();
  await fill(person, 20);
  const before = await pages(person, '');
  const arriving = Array.from({ length: 10 }, (_, n) =>
    say(fixture.bus, 'balanceChanged', balanceChange(person.userId, 'refund', n + 1)),
  );
  const reading = before
    .slice(0, 10)
    .flatMap(({ id }) => [1, 2, 3].map(() => as(person).put(`/api/v1/notifications/${id}/read`)));
  const removing = before.slice(5, 15).map(({ id }) => as(person).delete(`/api/v1/notifications/${id}`));
  await Promise.all([...arriving, ...reading, ...removing]);
  await until('all have arrived', async () => (await pages(person, 'category=wallet')).length === 10);
  // Of 20, ten were removed and five more read; ten came in.
  expect(await unread(person)).toBe(15);
  expect(await pages(person, 'unread=true')).toHaveLength(15);
});

test("another person's notification is not there: 404 on every route, and untouched", async () => {
  const owner = newPerson();
  const other = newPerson(['user', 'admin']);
  await fill(owner, 1);
  const { id } = (await pages(owner, ''))[0]!;
  const answers = [
    await as(other).put(`/api/v1/notifications/${id}/read`),
    await as(other).delete(`/api/v1/notifications/${id}`),
    await as(other).put('/api/v1/notifications/read-all', { upTo: id }),
  ];
  for (const answer of answers)
    expect([answer.status, answer.body.code]).toEqual([404, 'NOTIFICATION_NOT_FOUND']);
  expect(await pages(other, '')).toEqual([]);
  expect(await unread(owner)).toBe(1);
});

const ID = 'ntf_01ARZ3NDEKTSV4RRFFQ69G5FAV';

test.each<[string, 'get' | 'put' | 'delete', string, unknown, string]>([
  [
    'an operator as a filter',
    'get',
    '/api/v1/notifications?category[$ne]=x',
    undefined,
    'query.category[$ne]',
  ],
  ['an unknown category', 'get', '/api/v1/notifications?category=secret', undefined, 'query.category'],
  ['a number for a flag', 'get', '/api/v1/notifications?unread=1', undefined, 'query.unread'],
  ['a huge limit', 'get', '/api/v1/notifications?limit=1000000', undefined, 'query.limit'],
  ['a limit of zero', 'get', '/api/v1/notifications?limit=0', undefined, 'query.limit'],
  ['a fractional limit', 'get', '/api/v1/notifications?limit=1.5', undefined, 'query.limit'],
  ['an id of another kind', 'put', '/api/v1/notifications/ord_1/read', undefined, 'params.id'],
  ['an operator for an id', 'delete', '/api/v1/notifications/[object Object]', undefined, 'params.id'],
  ['an operator in a body', 'put', '/api/v1/notifications/read-all', { upTo: { $gt: '' } }, 'upTo'],
  ['an unknown field', 'put', '/api/v1/notifications/read-all', { upTo: ID, userId: 'usr_1' }, 'userId'],
  ['a list for a body', 'put', '/api/v1/notifications/read-all', [ID], ''],
])('%s is 422 with the path of the field', async (_what, method, path, body, field) => {
  const client = as(newPerson());
  const answer = method === 'put' ? await client.put(path, body) : await client[method](path);
  expect([answer.status, answer.body.code]).toEqual([422, 'VALIDATION_FAILED']);
  expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(field);
});

test('a cursor that was made up is refused', async () => {
  const answer = await as(newPerson()).get('/api/v1/notifications?cursor=WzEsImEiXQ.AAAA');
  expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_CURSOR']);
});

test('without a person behind it no inbox route answers', async () => {
  const anonymous = testClient(notify.url, fixture.keys.headers('notify'));
  const direct = testClient(notify.url, { 'x-user-id': 'usr_1' });
  for (const client of [anonymous, direct]) {
    for (const answer of [
      await client.get('/api/v1/notifications'),
      await client.get('/api/v1/notifications/unread-count'),
      await client.put('/api/v1/notifications/read-all'),
      await client.put(`/api/v1/notifications/${ID}/read`),
      await client.delete(`/api/v1/notifications/${ID}`),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([401, 'UNAUTHORIZED']);
    }
  }
});
