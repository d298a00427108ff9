import { inr, uniqueName } from '@chowk/testing';
import { peopleOf, skuOf, variant, productBody } from './builders.ts';
import { startCatalog, type TestCatalog } from './fixture.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());

const { merchant, makeCategory, makeStore, makeProduct } = peopleOf(() => catalog);

describe('products', () => {
  let categoryId: string;
  let storeId: string;
  beforeAll(async () => {
    categoryId = (await makeCategory()).id;
    storeId = (await makeStore(categoryId)).id;
  });
  const ids = (answer: { body: { data: { items: Array<{ id: string }> } } }) =>
    answer.body.data.items.map((item) => item.id);

  test('carry their price, the discount on it and what is in stock', async () => {
    const product = await makeProduct(storeId, categoryId);
    expect(product).toMatchObject({
      inStock: true,
      priceFrom: inr(15_000),
      variants: [
        {
          label: 'Standard',
          available: 5,
          price: { selling: inr(15_000), discount: { amount: inr(5_000), bps: 2_500 } },
        },
      ],
    });
    const { products } = await catalog.grpc.getProducts({ ids: [product.id, 'prd_none'] });
    expect(products).toEqual([
      expect.objectContaining({
        id: product.id,
        storeId,
        gstRateBps: 500,
        taxInclusive: true,
        variants: [
          expect.objectContaining({
            id: product.variants[0].id,
            price: { amount: '15000', currency: 'INR' },
            available: 5,
          }),
        ],
      }),
    ]);
  });

  test('a reservation shows at once, and is gone from the number the instant it runs out', async () => {
    const product = await makeProduct(storeId, categoryId);
    const lines = [{ sku: product.variants[0].sku, quantity: 4 }];
    await catalog.grpc.reserve({ orderId: uniqueName('ord'), ttlSeconds: 30, lines });
    const available = async () =>
      (await catalog.grpc.getProducts({ ids: [product.id] })).products[0]!.variants[0]!.available;
    expect(await available()).toBe(1);
    catalog.advance(30_000);
    expect(await available()).toBe(5);
  });

  test('a known ETag answers 304 until the product or its stock changes', async () => {
    const product = await makeProduct(storeId, categoryId);
    const path = `/api/v1/products/${product.id}`;
    const etag = (await catalog.anonymous.get(path)).headers.get('etag')!;
    const again = await catalog.anonymous.get(path, { 'if-none-match': etag });
    expect([again.status, again.text]).toEqual([304, '']);
    const lines = [{ sku: product.variants[0].sku, quantity: 1 }];
    await catalog.grpc.reserve({ orderId: uniqueName('ord'), ttlSeconds: 600, lines });
    expect((await catalog.anonymous.get(path, { 'if-none-match': etag })).status).toBe(200);
  });

  test('of two edits of one version the second is refused; a sale in between is no edit', async () => {
    const product = await makeProduct(storeId, categoryId);
    const path = `/api/v1/products/${product.id}`;
    const etag = (await merchant().get(path)).headers.get('etag')!;
    const sku = product.variants[0].sku;
    await catalog.grpc.reserve({
      orderId: uniqueName('ord'),
      ttlSeconds: 600,
      lines: [{ sku, quantity: 1 }],
    });
    const edit = (name: string) =>
      merchant().put(path, productBody(categoryId, { name, variants: [variant({ sku })] }), {
        'if-match': etag,
      });
    const answers = await Promise.all([edit('One'), edit('Two')]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412]);
    expect((await merchant().delete(path, { 'if-match': etag })).status).toBe(412);
    const malformed = await merchant().put(path, productBody(categoryId), { 'if-match': 'W/"x"' });
    expect(malformed.status).toBe(412);
  });

  test('an edit keeps the stock and id of a known SKU, opens new ones and takes others off sale', async () => {
    const [kept, dropped, added] = [skuOf('K'), skuOf('D'), skuOf('N')];
    const size = (values: string[]) => [{ name: 'Size', values }];
    const product = await makeProduct(storeId, categoryId, {
      options: size(['S', 'M']),
      variants: [
        variant({ sku: kept, options: { Size: 'S' } }),
        variant({ sku: dropped, options: { Size: 'M' } }),
      ],
    });
    const path = `/api/v1/products/${product.id}`;
    const put = (other: string) =>
      merchant().put(
        path,
        productBody(categoryId, {
          options: size(['S', 'L']),
          variants: [
            variant({ sku: kept, options: { Size: 'S' }, stock: 99 }),
            variant({ sku: other, options: { Size: 'L' }, stock: 3 }),
          ],
        }),
      );
    const { variants } = (await put(added)).body.data.product;
    expect(variants[0]).toMatchObject({ id: product.variants[0].id, available: 5 });
    expect(variants[1]).toMatchObject({ sku: added, available: 3, label: 'L' });
    const lines = [{ sku: dropped, quantity: 1 }];
    await expect(
      catalog.grpc.reserve({ orderId: uniqueName('ord'), ttlSeconds: 60, lines }),
    ).rejects.toMatchObject({ code: 'OUT_OF_STOCK' });
    expect((await put(dropped)).body.data.product.variants[1]).toMatchObject({ sku: dropped, available: 5 });
  });

  test('a SKU belongs to one product', async () => {
    const taken = await makeProduct(storeId, categoryId);
    const body = productBody(categoryId, { variants: [variant({ sku: taken.variants[0].sku })] });
    const answer = await merchant().post('/api/v1/products', { storeId, ...body });
    expect([answer.status, answer.body.code]).toEqual([409, 'SKU_TAKEN']);
    const other = await makeProduct(storeId, categoryId);
    expect((await merchant().put(`/api/v1/products/${other.id}`, body)).status).toBe(409);
    const unchanged = await catalog.anonymous.get(`/api/v1/products/${other.id}`);
    expect(unchanged.body.data.product.version).toBe(1);
  });

  test('another merchant can neither add to a store, nor edit, delete, see or adjust its stock', async () => {
    const product = await makeProduct(storeId, categoryId);
    const { sku } = product.variants[0];
    const other = merchant('usr_m2');
    const body = productBody(categoryId);
    const answers = [
      await other.post('/api/v1/products', { storeId, ...body }),
      await other.put(`/api/v1/products/${product.id}`, body),
      await other.delete(`/api/v1/products/${product.id}`),
      await other.get(`/api/v1/inventory/${sku}`),
      await other.post(`/api/v1/inventory/${sku}/adjust`, { delta: 5, reason: 'found some' }),
    ];
    expect(answers.map((answer) => [answer.status, answer.body.code])).toEqual([
      [404, 'STORE_NOT_FOUND'],
      [404, 'PRODUCT_NOT_FOUND'],
      [404, 'PRODUCT_NOT_FOUND'],
      [404, 'SKU_NOT_FOUND'],
      [404, 'SKU_NOT_FOUND'],
    ]);
    expect((await catalog.as('usr_m1', 'user').post('/api/v1/products', { storeId, ...body })).status).toBe(
      403,
    );
  });

  test('deleted are gone for shoppers and carts', async () => {
    const product = await makeProduct(storeId, categoryId);
    expect((await merchant().delete(`/api/v1/products/${product.id}`)).status).toBe(200);
    expect((await catalog.anonymous.get(`/api/v1/products/${product.id}`)).body.code).toBe(
      'PRODUCT_NOT_FOUND',
    );
    expect((await catalog.grpc.getProducts({ ids: [product.id] })).products).toEqual([]);
    expect((await merchant().delete(`/api/v1/products/${product.id}`)).status).toBe(404);
  });

  test('are found by words and their beginnings, price, stock, store and category', async () => {
    const own = await makeStore(categoryId);
    const cheap = await makeProduct(own.id, categoryId, { name: 'Ratlami Sev', tags: ['namkeen'] });
    const dear = await makeProduct(own.id, categoryId, {
      name: 'Laung Sev',
      variants: [variant({ price: { original: inr(90_000), selling: inr(90_000) }, stock: 0 })],
    });
    const find = async (query: string) =>
      ids(await catalog.anonymous.get(`/api/v1/products?store=${own.id}&${query}`));
    expect(await find('q=sev&sort=price_asc')).toEqual([cheap.id, dear.id]);
    expect(await find('q=sev&sort=price_desc')).toEqual([dear.id, cheap.id]);
    expect(await find('q=rat%20SE')).toEqual([cheap.id]);
    expect(await find('q=namk')).toEqual([cheap.id]);
    expect(await find('q=tlami')).toEqual([]);
    expect(await find('q=.*')).toHaveLength(2);
    expect(await find('minPrice=15001')).toEqual([dear.id]);
    expect(await find('maxPrice=15000')).toEqual([cheap.id]);
    expect(await find('inStock=true')).toEqual([cheap.id]);
    expect(await find('inStock=false')).toEqual([dear.id]);
    expect(await find(`category=${categoryId}&sort=name`)).toEqual([dear.id, cheap.id]);
    expect(ids(await catalog.anonymous.get(`/api/v1/stores/${own.id}/products?sort=name`))).toEqual([
      dear.id,
      cheap.id,
    ]);
    expect(ids(await catalog.anonymous.get(`/api/v1/categories/${categoryId}/products?q=laung`))).toEqual([
      dear.id,
    ]);
  });

  test.each(['newest', 'name', 'price_asc', 'price_desc'])(
    'by %s: pages repeat and miss nothing while products come and go',
    async (sort) => {
      const own = await makeStore(categoryId);
      const make = (i: number) =>
        makeProduct(own.id, categoryId, {
          name: `Thing ${i % 3}`,
          variants: [variant({ price: { original: inr(900), selling: inr(100 + (i % 2)) }, stock: i % 4 })],
        });
      const there = await Promise.all(Array.from({ length: 9 }, (_, i) => make(i)));
      const doomed = await make(1);
      const seen: string[] = [];
      let cursor = '';
      for (let pages = 0; pages < 20; pages++) {
        const path = `/api/v1/products?store=${own.id}&sort=${sort}&limit=2&inStock=true${cursor}`;
        const answer = await catalog.anonymous.get(path);
        seen.push(...ids(answer));
        if (answer.body.meta.nextCursor === null) break;
        cursor = `&cursor=${answer.body.meta.nextCursor}`;
        await make(pages);
        if (pages === 0) await merchant().delete(`/api/v1/products/${doomed.id}`);
      }
      expect(new Set(seen).size).toBe(seen.length);
      const expected = there.filter((product) => product.inStock).map((product) => product.id);
      expect(expected.filter((id) => !seen.includes(id))).toEqual([]);
    },
    20_000,
  );

  test('a cursor of another list or one made up is refused', async () => {
    await makeProduct(storeId, categoryId);
    await makeProduct(storeId, categoryId);
    const first = await catalog.anonymous.get('/api/v1/products?limit=1&sort=name');
    const { nextCursor } = first.body.meta;
    for (const query of [
      `sort=newest&cursor=${nextCursor}`,
      'cursor=abc',
      `sort=name&cursor=${nextCursor}x`,
    ]) {
      const answer = await catalog.anonymous.get(`/api/v1/products?${query}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_CURSOR']);
    }
  });
});
