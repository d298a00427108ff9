import { startInProcess } from '@chowk/testing';
import { compose } from '../src/compose.ts';
import { configSchema } from '../src/config.ts';
import { BY_WALLET, startOrders, type OrdersFixture } from './fixture.ts';

const v1 = `v1:${'o'.repeat(32)}`;
const v2 = `v2:${'n'.repeat(32)}`;

let app: OrdersFixture;
beforeAll(async () => {
  app = await startOrders({ env: { CURSOR_SECRET: v1 } });
  app.catalog.sell('rice');
});
afterAll(() => app.stop());

test('CURSOR_SECRET: a cursor outlives a rotation of it, and ends with its version', async () => {
  const userId = await app.buyer({ rice: 1 });
  for (let n = 0; n < 2; n++) {
    if (n > 0) await app.as(userId).post('/api/v1/cart/add', { productId: 'rice', quantity: 1 });
    expect((await app.as(userId).post('/api/v1/orders', BY_WALLET, app.key())).status).toBe(201);
  }
  const replicas = await Promise.all(
    [`${v2},${v1}`, v2].map((CURSOR_SECRET) =>
      startInProcess({ schema: configSchema, compose, env: { ...app.env, CURSOR_SECRET } }),
    ),
  );
  const [first, both, second] = [undefined, ...replicas].map((replica) =>
    app.as(userId, ['user'], 0, replica?.url),
  );
  const list = '/api/v1/orders?limit=1';
  const cursorOf = async (client: typeof first) =>
    encodeURIComponent((await client!.get(list)).body.meta.nextCursor as string);
  const follow = async (client: typeof first, cursor: string) => {
    const { status, body } = await client!.get(`${list}&cursor=${cursor}`);
    return [status, body.code ?? body.data.items.length];
  };
  const before = await cursorOf(first);
  expect(await follow(first, before)).toEqual([200, 1]);
  expect(await follow(both, before)).toEqual([200, 1]);
  expect(await follow(second, await cursorOf(both))).toEqual([200, 1]);
  expect(await follow(second, before)).toEqual([400, 'INVALID_CURSOR']);
  await Promise.all(replicas.map((replica) => replica.stop()));
});
