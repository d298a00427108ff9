import { startInProcess, testClient } from '@chowk/testing';
import { compose } from '../src/compose.ts';
import { configSchema } from '../src/config.ts';
import { peopleOf } from './builders.ts';
import { startCatalog, type TestCatalog } from './fixture.ts';

const v1 = `v1:${'o'.repeat(32)}`;
const v2 = `v2:${'n'.repeat(32)}`;

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog({ env: { CURSOR_SECRET: v1 } });
});
afterAll(() => catalog.stop());

const { makeCategory, makeStore, makeProduct } = peopleOf(() => catalog);

test('CURSOR_SECRET: cursors outlive a rotation of it, and end with their version', async () => {
  const category = await makeCategory();
  const [store] = [await makeStore(category.id), await makeStore(category.id)];
  await makeProduct(store.id, category.id);
  await makeProduct(store.id, category.id);
  const lists = [
    `/api/v1/stores?category=${category.slug}&limit=1`,
    `/api/v1/stores/nearby?lat=22.7186&lng=75.8551&radius=1000&limit=1`,
    `/api/v1/products?store=${store.id}&sort=name&limit=1`,
  ];
  const cursorsOf = (client: TestCatalog['anonymous']) =>
    Promise.all(
      lists.map(async (list) => encodeURIComponent((await client.get(list)).body.meta.nextCursor as string)),
    );
  const follow = async (client: TestCatalog['anonymous'], cursors: string[]) => {
    const answers = await Promise.all(lists.map((list, i) => client.get(`${list}&cursor=${cursors[i]}`)));
    return answers.map(({ status, body }) => [status, body.code ?? body.data.items.length]);
  };
  const [goesOn, refused] = [lists.map(() => [200, 1]), lists.map(() => [400, 'INVALID_CURSOR'])];

  const old = await cursorsOf(catalog.anonymous);
  expect(await follow(catalog.anonymous, old)).toEqual(goesOn);
  const replicas = await Promise.all(
    [`${v2},${v1}`, v2].map((CURSOR_SECRET) =>
      startInProcess({ schema: configSchema, compose, env: { ...catalog.env, CURSOR_SECRET } }),
    ),
  );
  const [both, second] = replicas.map(({ url }) => testClient(url, catalog.keys.headers('catalog')));
  expect(await follow(both!, old)).toEqual(goesOn);
  const fresh = await cursorsOf(both!);
  expect(await follow(second!, fresh)).toEqual(goesOn);
  expect(await follow(second!, old)).toEqual(refused);
  await Promise.all(replicas.map((replica) => replica.stop()));
});
