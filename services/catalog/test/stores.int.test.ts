import { uniqueName } from '@chowk/testing';
import { peopleOf, storeBody } from './builders.ts';
import { startCatalog, type TestCatalog } from './fixture.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());

const { admin, merchant, makeCategory, makeStore, makeProduct } = peopleOf(() => catalog);

describe('stores', () => {
  test('belong to the merchant who opens them, and tell nobody who that is', async () => {
    const category = await makeCategory();
    const store = await makeStore(category.id);
    expect(store.ownerUserId).toBeUndefined();
    const own = await merchant().put(
      `/api/v1/stores/${store.id}`,
      storeBody(category.id, { name: 'Renamed' }),
    );
    expect(own.body.data.store).toMatchObject({ name: 'Renamed', version: 2 });
    const grpc = await catalog.grpc.getStores({ ids: [store.id, 'str_none'] });
    expect(grpc.stores).toEqual([
      expect.objectContaining({
        id: store.id,
        name: 'Renamed',
        state: 'Madhya Pradesh',
        ownerUserId: 'usr_m1',
        minimumOrder: { amount: '10000', currency: 'INR' },
        active: true,
      }),
    ]);
  });

  test('sent twice with one key open one store', async () => {
    const category = await makeCategory();
    const key = { 'idempotency-key': uniqueName('key') };
    const body = storeBody(category.id);
    const first = await merchant().post('/api/v1/stores', body, key);
    const second = await merchant().post('/api/v1/stores', body, key);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
  });

  test('another merchant cannot touch them: to him they are not there', async () => {
    const category = await makeCategory();
    const store = await makeStore(category.id);
    const path = `/api/v1/stores/${store.id}`;
    const other = merchant('usr_m2');
    for (const answer of [await other.put(path, storeBody(category.id)), await other.delete(path)])
      expect([answer.status, answer.body.code]).toEqual([404, 'STORE_NOT_FOUND']);
    expect((await catalog.as('usr_m1', 'user').delete(path)).status).toBe(403);
    expect((await admin().put(path, storeBody(category.id))).status).toBe(200);
  });

  test.each(['ownerUserId', 'partner', 'cashbackBps'])('a merchant cannot set %s', async (field) => {
    const category = await makeCategory();
    const value = { ownerUserId: 'usr_m2', partner: true, cashbackBps: 10_000 }[field];
    const answer = await merchant().post('/api/v1/stores', storeBody(category.id, { [field]: value }));
    expect(answer.status).toBe(422);
    expect(answer.body.details).toEqual([expect.objectContaining({ path: field })]);
    expect((await admin().post('/api/v1/stores', storeBody(category.id, { [field]: value }))).status).toBe(
      201,
    );
  });

  test('nearby are those within the radius, nearest first, page by page', async () => {
    const category = await makeCategory();
    // A place of its own: one degree of longitude is some 111 km at the equator.
    const place = (lng: number) => ({ location: { lat: 0, lng }, name: `At ${lng}` });
    const [far, near, middle] = [
      await makeStore(category.id, 'usr_m1', place(10.02)),
      await makeStore(category.id, 'usr_m1', place(10.001)),
      await makeStore(category.id, 'usr_m1', place(10.01)),
    ];
    await makeStore(category.id, 'usr_m1', place(10.5));
    const path = '/api/v1/stores/nearby?lat=0&lng=10&radius=5000&limit=2';
    const first = await catalog.anonymous.get(path);
    const second = await catalog.anonymous.get(`${path}&cursor=${first.body.meta.nextCursor}`);
    const found = [...first.body.data.items, ...second.body.data.items];
    expect(found.map((store: { id: string }) => store.id)).toEqual([near.id, middle.id, far.id]);
    expect(second.body.meta.nextCursor).toBeNull();
    expect(found[0].distanceMetres).toBeGreaterThan(105);
    expect(found[0].distanceMetres).toBeLessThan(117);
  });

  test('are listed by city and by category with its subcategories', async () => {
    const parent = await makeCategory();
    const child = await makeCategory({ parentId: parent.id });
    const city = uniqueName('City');
    const address = { ...storeBody('x').address, city };
    const store = await makeStore(child.id, 'usr_m1', { address });
    for (const path of [
      `/api/v1/stores?city=${city}`,
      `/api/v1/stores?city=${city}&category=${parent.slug}`,
      `/api/v1/categories/${parent.id}/stores`,
    ]) {
      const list = await catalog.anonymous.get(path);
      expect(list.body.data.items.map((one: { id: string }) => one.id)).toEqual([store.id]);
    }
  });

  test('closed for good are gone with all they sold', async () => {
    const category = await makeCategory();
    const store = await makeStore(category.id);
    const product = await makeProduct(store.id, category.id);
    expect((await merchant().delete(`/api/v1/stores/${store.id}`)).status).toBe(200);
    expect((await catalog.anonymous.get(`/api/v1/stores/${store.id}`)).status).toBe(404);
    expect((await catalog.anonymous.get(`/api/v1/products/${product.id}`)).status).toBe(404);
    await expect(
      catalog.grpc.reserve({
        orderId: uniqueName('ord'),
        ttlSeconds: 60,
        lines: [{ sku: product.variants[0].sku, quantity: 1 }],
      }),
    ).rejects.toMatchObject({ code: 'OUT_OF_STOCK' });
  });

  test('nearby: pages have every store once, nearest first, also where many stand on one spot', async () => {
    const category = await makeCategory();
    // Far from all others: a mall with 30 stores, and some on the way there.
    const places = [
      ...Array.from({ length: 12 }, (_, i) => ({ lat: 10 + i * 0.001, lng: 70 })),
      ...Array.from({ length: 30 }, () => ({ lat: 10.0125, lng: 70.001 })),
      ...Array.from({ length: 8 }, (_, i) => ({ lat: 10.02 + i * 0.004, lng: 70 })),
    ];
    for (const location of places) await makeStore(category.id, 'usr_m1', { location });
    const seen: Array<{ id: string; distanceMetres: number }> = [];
    let cursor = '';
    do {
      const path = `/api/v1/stores/nearby?lat=10&lng=70&radius=5000&limit=6${cursor}`;
      const { body } = await catalog.anonymous.get(path);
      expect(body.data.items.length).toBeLessThanOrEqual(6);
      seen.push(...body.data.items);
      cursor = body.meta.nextCursor === null ? '' : `&cursor=${body.meta.nextCursor}`;
    } while (cursor !== '');
    const inReach = places.filter(({ lat }) => lat <= 10.044).length;
    expect([seen.length, new Set(seen.map(({ id }) => id)).size]).toEqual([inReach, inReach]);
    const sorted = seen.toSorted((a, b) => a.distanceMetres - b.distanceMetres || (a.id < b.id ? -1 : 1));
    expect(seen).toEqual(sorted);
    expect(seen.at(-1)!.distanceMetres).toBeLessThanOrEqual(5_000);
  }, 30_000);

  test('of a category with subcategories come by name, once each, page by page', async () => {
    const parent = await makeCategory();
    const [one, two] = [
      await makeCategory({ parentId: parent.id }),
      await makeCategory({ parentId: parent.id }),
    ];
    const open = (name: string, ...categoryIds: string[]) =>
      makeStore(parent.id, 'usr_m1', { name, categoryIds });
    await Promise.all([
      open('Delta', one.id),
      open('Alpha', two.id),
      open('Charlie', one.id, two.id),
      open('Bravo', parent.id, two.id),
      open('Alpha', one.id),
    ]);
    const names: string[] = [];
    let cursor = '';
    do {
      const { body } = await catalog.anonymous.get(`/api/v1/stores?category=${parent.id}&limit=2${cursor}`);
      names.push(...body.data.items.map(({ name }: { name: string }) => name));
      cursor = body.meta.nextCursor === null ? '' : `&cursor=${body.meta.nextCursor}`;
    } while (cursor !== '');
    expect(names).toEqual(['Alpha', 'Alpha', 'Bravo', 'Charlie', 'Delta']);
  });
});
