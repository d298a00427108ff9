import { inr, testClient } from '@chowk/testing';
import { peopleOf, categoryBody, storeBody, variant, productBody } from './builders.ts';
import { startCatalog, type TestCatalog } from './fixture.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog({ env: { PRODUCT_MAX_VARIANTS: '2' } });
});
afterAll(() => catalog.stop());

const { admin, merchant, makeCategory, makeStore, makeProduct } = peopleOf(() => catalog);

describe('bad input is refused with the path of the field', () => {
  const category = categoryBody();
  const store = storeBody('cat_x');
  const product = { storeId: 'str_x', ...productBody('cat_x') };
  const withPrice = (amount: unknown) => ({
    ...product,
    variants: [{ ...product.variants[0], price: { original: { amount, currency: 'INR' }, selling: inr(1) } }],
  });
  test.each([
    ['post', '/categories', { ...category, slug: { $gt: '' } }, 'slug'],
    ['post', '/categories', { ...category, slug: 'Not A Slug' }, 'slug'],
    ['post', '/categories', { ...category, type: 'other' }, 'type'],
    ['post', '/categories', { ...category, image: 'https://elsewhere.example/x.png' }, 'image'],
    ['post', '/categories', { ...category, version: 7 }, 'version'],
    ['put', '/categories/cat_x', { ...category, parentId: { $ne: null } }, 'parentId'],
    ['post', '/stores', { ...store, location: { lat: 91, lng: 0 } }, 'location.lat'],
    ['post', '/stores', { ...store, hours: { zone: 'Asia/Indore', weekly: [] } }, 'hours.zone'],
    ['post', '/stores', { ...store, minimumOrder: { amount: 1.5, currency: 'INR' } }, 'minimumOrder.amount'],
    ['post', '/stores', { ...store, minimumOrder: { amount: -1, currency: 'INR' } }, 'minimumOrder.amount'],
    ['post', '/stores', { ...store, deliveryFee: { amount: 1, currency: 'XXQ' } }, 'deliveryFee.currency'],
    ['post', '/stores', { ...store, cashbackBps: 10_001 }, 'cashbackBps'],
    ['post', '/stores', { ...store, id: 'str_mine' }, 'id'],
    ['post', '/products', withPrice(99.99), 'variants.0.price.original.amount'],
    ['post', '/products', withPrice('100'), 'variants.0.price.original.amount'],
    ['post', '/products', withPrice(2 ** 53), 'variants.0.price.original.amount'],
    ['post', '/products', { ...product, variants: [] }, 'variants'],
    ['post', '/products', { ...product, variants: [variant({ sku: '$where' })] }, 'variants.0.sku'],
    ['post', '/products', { ...product, variants: [variant({ stock: 1e12 })] }, 'variants.0.stock'],
    [
      'post',
      '/products',
      { ...product, variants: [variant({ options: { $ne: 'x' } })] },
      'variants.0.options.$ne',
    ],
    ['post', '/products', { ...product, gstRateBps: 10_001 }, 'gstRateBps'],
    ['post', '/products', { ...product, priceFrom: inr(1) }, 'priceFrom'],
    ['post', '/inventory/A/adjust', { delta: 0, reason: 'nothing' }, 'delta'],
    ['post', '/inventory/A/adjust', { delta: 1.5, reason: 'half a one' }, 'delta'],
    ['post', '/inventory/A/adjust', { delta: { $gt: 0 }, reason: 'operator' }, 'delta'],
    ['post', '/inventory/A/adjust', { delta: 1 }, 'reason'],
  ] as const)('%s %s #%#', async (method, path, body, field) => {
    const answer = await admin()[method](`/api/v1${path}`, body);
    expect([answer.status, answer.body.code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(field);
  });

  test.each([
    ['/products?limit=0', 'query.limit'],
    ['/products?limit=1000', 'query.limit'],
    ['/products?minPrice=1.5', 'query.minPrice'],
    ['/products?minPrice[$gt]=1', 'query.minPrice[$gt]'],
    ['/products?inStock=yes', 'query.inStock'],
    ['/products?sort=rating', 'query.sort'],
    ['/categories?type=x', 'query.type'],
    ['/stores/nearby', 'query.lat'],
    ['/stores/nearby?lat=&lng=1', 'query.lat'],
    ['/stores/nearby?lat=91&lng=1', 'query.lat'],
    ['/stores/nearby?lat=1&lng=1&radius=999999', 'query.radius'],
  ])('get %s', async (path, field) => {
    const answer = await catalog.anonymous.get(`/api/v1${path}`);
    expect([answer.status, answer.body.code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(answer.body.details.map((detail: { path: string }) => detail.path)).toContain(field);
  });

  test('a product takes as many variants as the setting says, and no more', async () => {
    const { id: categoryId } = await makeCategory();
    const { id: storeId } = await makeStore(categoryId);
    const variants = (count: number) =>
      Array.from({ length: count }, (_, i) => variant({ options: { Size: `${i}` } }));
    const options = [{ name: 'Size', values: ['0', '1', '2'] }];
    const product = await makeProduct(storeId, categoryId, { options, variants: variants(2) });
    expect(product.variants).toHaveLength(2);
    const body = productBody(categoryId, { options, variants: variants(3) });
    for (const answer of [
      await merchant().post('/api/v1/products', { storeId, ...body }),
      await merchant().put(`/api/v1/products/${product.id}`, body),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([422, 'VALIDATION_FAILED']);
      expect(answer.body.details).toEqual([expect.objectContaining({ path: 'variants' })]);
    }
  });

  test('nothing is answered to who does not come through the gateway', async () => {
    const bare = testClient(catalog.replicas[0]!.url, { 'x-user-id': 'usr_admin', 'x-user-roles': 'admin' });
    expect((await bare.get('/api/v1/products')).status).toBe(401);
  });
});
