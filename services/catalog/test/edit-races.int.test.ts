import { join } from 'node:path';
import { armFailpoints } from '@chowk/runtime/failpoints';
import { spawnService, testClient, uniqueName, until } from '@chowk/testing';
import { peopleOf, productBody, skuOf, storeBody, variant } from './builders.ts';
import { startCatalog, type TestCatalog } from './fixture.ts';

const ROUNDS = process.env.CHAOS ? 200 : 12;
const MAIN = join(import.meta.dirname, '../src/main.ts');

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog({ replicas: 2 });
}, 60_000);
afterEach(() => armFailpoints(''));
afterAll(() => catalog.stop());

const { admin, merchant, makeCategory, makeStore, makeProduct } = peopleOf(() => catalog);
const variantsOf = (...skus: string[]) =>
  skus.map((sku) => ({ ...variant({ sku }), options: { Size: sku } }));
const bodyOf = (categoryId: string, ...skus: string[]) =>
  productBody(categoryId, { options: [{ name: 'Size', values: skus }], variants: variantsOf(...skus) });
const onSale = async (productId: string) =>
  (await catalog.stock.find({ productId, active: true }).sort({ _id: 1 }).toArray()).map(({ _id }) => _id);
const rows = <Row extends { _id: string }>(name: string) => catalog.database.connection.collection<Row>(name);
const skusOf = async (productId: string) => {
  const product = await rows<{ _id: string; variants: Array<{ sku: string }> }>('products').findOne({
    _id: productId,
  });
  return product!.variants.map(({ sku }) => sku).sort();
};

/** A product with articles A and B. */
async function productWithTwo() {
  const category = await makeCategory();
  const store = await makeStore(category.id);
  const [a, b, c] = [skuOf('A'), skuOf('B'), skuOf('C')];
  const created = await merchant().post('/api/v1/products', {
    storeId: store.id,
    ...bodyOf(category.id, a, b),
  });
  const { id } = created.body.data.product;
  const put = (client: ReturnType<typeof merchant>, ...skus: string[]) =>
    client.put(`/api/v1/products/${id}`, bodyOf(category.id, ...skus));
  return { id: id as string, category, store, skus: [a, b, c] as const, put };
}

describe('what is on sale follows the product', () => {
  test('also when the slower of two edits comes last to the stock', async () => {
    const { id, skus, put } = await productWithTwo();
    const [a, b, c] = skus;
    armFailpoints('catalog.product.committed=sleep:700');
    const slower = put(merchant(), a, b);
    await until('it is committed', async () => {
      const product = await rows<{ _id: string; version: number }>('products').findOne({ _id: id });
      return product?.version === 2;
    });
    armFailpoints('');
    expect((await put(merchant(), a, c)).status).toBe(200);
    expect(await onSale(id)).toEqual([a, c].sort());
    expect((await slower).status).toBe(200);
    expect(await onSale(id)).toEqual([a, c].sort());
  });

  test('in any race of edits, and of one with a deletion', async () => {
    const { id, skus, put } = await productWithTwo();
    const [a, b, c] = skus;
    await put(merchant(), a, b, c);
    const other = testClient(
      catalog.replicas[1]!.url,
      catalog.keys.headers('catalog', { userId: 'usr_m1', roles: ['merchant'] }),
    );
    for (let round = 0; round < ROUNDS; round++) {
      const sets = [[a, b], [a, c], [b], [c, b]] as const;
      await Promise.all(sets.map((set, i) => put(i % 2 ? other : merchant(), ...set)));
      expect(await onSale(id)).toEqual(await skusOf(id));
    }
    await Promise.all([put(other, a, b), merchant().delete(`/api/v1/products/${id}`), put(merchant(), a, c)]);
    await until('nothing is on sale', async () => (await onSale(id)).length === 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await onSale(id)).toEqual([]);
  }, 60_000);

  test('after a kill between the commit and the stock', async () => {
    const { id, skus, category } = await productWithTwo();
    const [a, , c] = skus;
    const doomed = await spawnService({
      main: MAIN,
      env: catalog.env,
      failpoints: 'catalog.product.committed=kill',
    });
    const headers = catalog.keys.headers('catalog', { userId: 'usr_m1', roles: ['merchant'] });
    const put = testClient(doomed.url, headers).put(`/api/v1/products/${id}`, bodyOf(category.id, a, c));
    await expect(put).rejects.toThrow();
    expect(await doomed.exit).toBe('SIGKILL');
    expect(await skusOf(id)).toEqual([a, c].sort());
    await until(
      'another replica has set it right',
      async () => `${await onSale(id)}` === `${[a, c].sort()}`,
      40_000,
    );
  }, 90_000);

  test('on rows of the first release, which follow no version yet', async () => {
    const { id, skus, put } = await productWithTwo();
    const [a, b, c] = skus;
    await catalog.stock.updateMany({ productId: id }, { $unset: { productVersion: '' } });
    await put(merchant(), b, c);
    expect(await onSale(id)).toEqual([b, c].sort());
    expect((await catalog.stock.findOne({ _id: a }))!.active).toBe(false);
  });
});

describe('nothing is left without its parent', () => {
  const isCategory = async (id: string) => (await rows('categories').countDocuments({ _id: id })) === 1;

  test('when products come into a category that is being deleted', async () => {
    const store = await makeStore((await makeCategory()).id);
    const outcomes = { kept: 0, deleted: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      const category = await makeCategory();
      const [removal, ...creations] = await Promise.all([
        admin().delete(`/api/v1/categories/${category.id}`),
        ...Array.from({ length: 3 }, () =>
          merchant().post('/api/v1/products', { storeId: store.id, ...productBody(category.id) }),
        ),
      ]);
      const created = creations.filter(({ status }) => status === 201).length;
      for (const { status, body } of creations)
        if (status !== 201) expect([status, body.code]).toEqual([422, 'VALIDATION_FAILED']);
      expect(await isCategory(category.id)).toBe(created > 0);
      expect(removal.status).toBe(created > 0 ? 409 : 200);
      outcomes[created > 0 ? 'kept' : 'deleted'] += 1;
    }
    expect(outcomes.kept + outcomes.deleted).toBe(ROUNDS);
  }, 120_000);

  test('when a product, and a store, move to a category that is being deleted', async () => {
    const home = await makeCategory();
    const store = await makeStore(home.id);
    const product = await makeProduct(store.id, home.id);
    for (let round = 0; round < ROUNDS; round++) {
      const category = await makeCategory();
      const [removal, moved, store2] = await Promise.all([
        admin().delete(`/api/v1/categories/${category.id}`),
        merchant().put(
          `/api/v1/products/${product.id}`,
          productBody(category.id, { variants: [variant({ sku: product.variants[0].sku })] }),
        ),
        merchant().put(`/api/v1/stores/${store.id}`, storeBody(category.id)),
      ]);
      const used = [moved, store2].some(({ status }) => status === 200);
      expect(removal.status).toBe(used ? 409 : 200);
      expect(await isCategory(category.id)).toBe(used);
      for (const { status } of [moved, store2]) expect([200, 422]).toContain(status);
      await merchant().put(
        `/api/v1/products/${product.id}`,
        productBody(home.id, { variants: [variant({ sku: product.variants[0].sku })] }),
      );
      await merchant().put(`/api/v1/stores/${store.id}`, storeBody(home.id));
    }
  }, 120_000);

  test('when products come into, and are edited in, a store that is being closed', async () => {
    const category = await makeCategory();
    for (let round = 0; round < ROUNDS; round++) {
      const store = await makeStore(category.id);
      const product = await makeProduct(store.id, category.id);
      const more = skuOf('MORE');
      const [closing, edited, ...creations] = await Promise.all([
        merchant().delete(`/api/v1/stores/${store.id}`),
        merchant().put(`/api/v1/products/${product.id}`, bodyOf(category.id, product.variants[0].sku, more)),
        ...Array.from({ length: 3 }, () =>
          merchant().post('/api/v1/products', { storeId: store.id, ...productBody(category.id) }),
        ),
      ]);
      expect(closing.status).toBe(200);
      expect([200, 404]).toContain(edited.status);
      for (const { status } of creations) expect([201, 404]).toContain(status);
      const left = await rows<{ _id: string; storeId: string; deletedAt: Date | null }>(
        'products',
      ).countDocuments({
        ...{ storeId: store.id, deletedAt: null },
      });
      expect(left).toBe(0);
      await until(
        'nothing of it is on sale',
        async () => (await catalog.stock.countDocuments({ storeId: store.id, active: true })) === 0,
      );
    }
  }, 120_000);

  test('when a replica is killed after it has closed a store', async () => {
    const category = await makeCategory();
    const store = await makeStore(category.id);
    const product = await makeProduct(store.id, category.id);
    const doomed = await spawnService({
      main: MAIN,
      env: catalog.env,
      failpoints: 'catalog.store.closed=kill',
    });
    const headers = catalog.keys.headers('catalog', { userId: 'usr_m1', roles: ['merchant'] });
    await expect(testClient(doomed.url, headers).delete(`/api/v1/stores/${store.id}`)).rejects.toThrow();
    expect(await doomed.exit).toBe('SIGKILL');
    await until(
      'its products are gone',
      async () => (await catalog.anonymous.get(`/api/v1/products/${product.id}`)).status === 404,
      40_000,
    );
    expect(await onSale(product.id)).toEqual([]);
    const order = {
      orderId: uniqueName('ord'),
      ttlSeconds: 60,
      lines: [{ sku: product.variants[0].sku, quantity: 1 }],
    };
    await expect(catalog.grpc.reserve(order)).rejects.toMatchObject({ code: 'OUT_OF_STOCK' });
  }, 90_000);
});
