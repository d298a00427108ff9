import { testClient, until } from '@chowk/testing';
import { orderChange, say } from './facts.ts';
import { newPerson, startNotify, type NotifyFixture } from './fixture.ts';

const v1 = `v1:${'o'.repeat(32)}`;
const v2 = `v2:${'n'.repeat(32)}`;

let fixture: NotifyFixture;
beforeAll(async () => {
  fixture = await startNotify();
}, 60_000);
afterAll(async () => fixture.stop(), 60_000);

test('CURSOR_SECRET: a cursor outlives a rotation of it, and ends with its version', async () => {
  const person = newPerson();
  const [first, both, second] = await Promise.all(
    [v1, `${v2},${v1}`, v2].map(async (CURSOR_SECRET) =>
      testClient((await fixture.replica({ CURSOR_SECRET })).url, fixture.keys.headers('notify', person)),
    ),
  );
  for (const n of [1, 2])
    await say(fixture.bus, 'orderStatusChanged', orderChange(person.userId, 'shipped', n));
  const list = '/api/v1/notifications?limit=1';
  const cursorOf = async (client: typeof first): Promise<string> => {
    const nextCursor = async () => (await client!.get(list)).body.meta.nextCursor as string | null;
    return encodeURIComponent(
      await until('two notifications', async () => (await nextCursor()) ?? undefined),
    );
  };
  const follow = async (client: typeof first, cursor: string) => {
    const { status, body } = await client!.get(`${list}&cursor=${cursor}`);
    return [status, body.code ?? body.data.items.length];
  };

  const old = await cursorOf(first);
  expect(await follow(first, old)).toEqual([200, 1]);
  expect(await follow(both, old)).toEqual([200, 1]);
  expect(await follow(second, await cursorOf(both))).toEqual([200, 1]);
  expect(await follow(second, old)).toEqual([400, 'INVALID_CURSOR']);
});
