import { inr } from '@chowk/testing';
import { startOrders, type OrdersFixture } from './fixture.ts';

let app: OrdersFixture;
beforeAll(async () => {
  app = await startOrders({
    replicas: 2,
    env: { CART_MAX_LINES: '5', CART_MAX_QUANTITY: '60', GUEST_CART_TTL_DAYS: '30' },
  });
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) app.catalog.sell(id, { price: 10_000 });
  const variants = ['s', 'm'].map((id) => ({ id, sku: `shirt-${id}`, price: 50_000, stock: 5 }));
  app.catalog.sell('shirt', { variants });
});
afterAll(() => app.stop());

type Item = { itemId: string; productId: string; quantity: number };
const quantities = (items: Item[]) => Object.fromEntries(items.map((i) => [i.productId, i.quantity]));
const add = (userId: string, productId: string, quantity: number, replica = 0) =>
  app.as(userId, ['user'], replica).post('/api/v1/cart/add', { productId, quantity });
const newUser = () => app.buyer({});

describe('a cart', () => {
  test('is priced anew at every look, with tax, delivery and what has changed since', async () => {
    const userId = await app.buyer({ a: 2 });
    app.catalog.products.get('a')!.variants[0]!.price = 12_000;
    app.catalog.products.get('a')!.variants[0]!.stock = 1;
    const cart = await app.cartOf(userId);
    const { itemId } = cart.items[0];
    expect(cart.problems).toEqual([
      { code: 'PRICE_CHANGED', itemId, from: inr(10_000), to: inr(12_000) },
      { code: 'OUT_OF_STOCK', itemId, sku: 'a-sku', wanted: 2, available: 1 },
    ]);
    expect(cart.totals).toMatchObject({
      subtotal: inr(20_339),
      tax: inr(3_661),
      delivery: inr(4_000),
      total: inr(28_000),
    });
    app.catalog.products.get('a')!.variants[0]!.stock = 1_000;
    // Changing the line takes notice of the new price.
    const put = await app.as(userId).put(`/api/v1/cart/update/${itemId}`, { quantity: 3 });
    expect(put.body.data.cart).toMatchObject({ items: [{ quantity: 3 }], problems: [] });
    expect(app.catalog.faults.count('GetOffers')).toBeGreaterThan(0);
    app.catalog.products.get('a')!.variants[0]!.price = 10_000;
  });

  test('50 parallel adds of one, over two replicas, are 50 in one line', async () => {
    const userId = await newUser();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => add(userId, 'b', 1, n % 2)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.data.item.itemId)).size).toBe(1);
    expect((await app.cartOf(userId)).items).toMatchObject([{ productId: 'b', quantity: 50 }]);
  });

  test('parallel adds of one article stop at the limit exactly, and no line gets in beyond the last', async () => {
    const userId = await newUser();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => add(userId, 'b', 7, n % 2)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(8);
    expect(answers.find(({ status }) => status !== 201)).toMatchObject({
      status: 422,
      body: { code: 'CART_LIMIT_EXCEEDED', details: [{ path: 'quantity', limit: 60 }] },
    });
    const others = await Promise.all(['a', 'c', 'd', 'e', 'f'].map((id, n) => add(userId, id, 1, n % 2)));
    expect(others.filter(({ status }) => status === 201)).toHaveLength(4);
    const { items } = await app.cartOf(userId);
    expect(items).toHaveLength(5);
    const over = await app.as(userId).put(`/api/v1/cart/update/${items[0].itemId}`, { quantity: 61 });
    expect([over.status, over.body.code]).toEqual([422, 'CART_LIMIT_EXCEEDED']);
  });

  test('an add sent twice with one Idempotency-Key adds once', async () => {
    const userId = await newUser();
    const key = app.key();
    const send = () => app.as(userId).post('/api/v1/cart/add', { productId: 'a', quantity: 2 }, key);
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect((await app.cartOf(userId)).items).toMatchObject([{ quantity: 2 }]);
  });

  test('lines are removed and all cleared; a line that is not there is not found', async () => {
    const userId = await app.buyer({ a: 1, c: 1 });
    const [first] = (await app.cartOf(userId)).items;
    const removed = await app.as(userId).delete(`/api/v1/cart/remove/${first.itemId}`);
    expect(removed.body.data.cart.items).toHaveLength(1);
    const again = await app.as(userId).delete(`/api/v1/cart/remove/${first.itemId}`);
    expect([again.status, again.body.code]).toEqual([404, 'CART_ITEM_NOT_FOUND']);
    const cleared = await app.as(userId).delete('/api/v1/cart/clear');
    expect(cleared.body.data.cart.items).toEqual([]);
  });

  test('wants a variant named where there are several, and one that exists', async () => {
    const userId = await newUser();
    const post = (body: object) => app.as(userId).post('/api/v1/cart/add', body);
    const unnamed = await post({ productId: 'shirt', quantity: 1 });
    expect([unnamed.status, unnamed.body.details[0].path]).toEqual([422, 'variantId']);
    expect((await post({ productId: 'shirt', variantId: 'xl', quantity: 1 })).body.code).toBe(
      'SKU_NOT_FOUND',
    );
    expect((await post({ productId: 'none', quantity: 1 })).body.code).toBe('PRODUCT_NOT_FOUND');
    const named = await post({ productId: 'shirt', variantId: 'm', quantity: 1 });
    expect(named.body.data.item.sku).toBe('shirt-m');
  });

  test("of somebody else is out of reach: their line ids are not found in one's own", async () => {
    const victim = await app.buyer({ a: 1 });
    const [line] = (await app.cartOf(victim)).items;
    const stranger = app.as(await app.buyer({ b: 1 }));
    const tries = [
      await stranger.put(`/api/v1/cart/update/${line.itemId}`, { quantity: 9 }),
      await stranger.delete(`/api/v1/cart/remove/${line.itemId}`),
    ];
    expect(tries.map(({ status }) => status)).toEqual([404, 404]);
    expect((await app.cartOf(victim)).items).toMatchObject([{ quantity: 1 }]);
  });

  test('tells that catalog is away, and keeps what it has', async () => {
    const userId = await app.buyer({ a: 1 });
    app.catalog.faults.arm('GetOffers', 'UPSTREAM_UNAVAILABLE');
    const answer = await app.as(userId).get('/api/v1/cart');
    expect([answer.status, answer.body.code]).toEqual([503, 'UPSTREAM_UNAVAILABLE']);
    expect((await app.cartOf(userId)).items).toHaveLength(1);
  });
});

describe('the cart of a guest', () => {
  const guestAdd = (token?: string, productId = 'a', quantity = 1) =>
    app
      .as()
      .post(
        '/api/v1/cart/add',
        { productId, quantity },
        token === undefined ? {} : { 'x-guest-token': token },
      );
  const newGuest = async (productId = 'a', quantity = 1): Promise<string> =>
    (await guestAdd(undefined, productId, quantity)).body.data.guestToken;

  test('gets its token with the first add, of 256 bits, and only a hash of it is kept', async () => {
    const first = await guestAdd();
    const token = first.body.data.guestToken;
    expect(first.headers.get('x-guest-token')).toBe(token);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const second = await guestAdd(token, 'a', 2);
    expect(second.body.data).not.toHaveProperty('guestToken');
    const cart = await app.as().get('/api/v1/cart', { 'x-guest-token': token });
    expect(cart.body.data.cart.items).toMatchObject([{ productId: 'a', quantity: 3 }]);
    const kept = JSON.stringify(await app.database.connection.collection('carts').find().toArray());
    expect(kept).not.toContain(token);
    const keys = await app.database.connection.collection('idempotency_keys').find().toArray();
    expect(JSON.stringify(keys)).not.toContain(token);
  });

  test('is never named by the visitor: an unknown token gets a cart and a token of its own', async () => {
    const chosen = 'A'.repeat(43);
    const answer = await guestAdd(chosen);
    expect(answer.body.data.guestToken).toMatch(/^[\w-]{43}$/);
    expect(answer.body.data.guestToken).not.toBe(chosen);
    const looked = await app.as().get('/api/v1/cart', { 'x-guest-token': chosen });
    expect(looked.body.data.cart.items).toEqual([]);
  });

  test('is gone the instant it expires, whatever the sweeper of the database does', async () => {
    const token = await newGuest();
    const carts = app.database.connection.collection<{ _id: string }>('carts');
    await carts.updateMany({ _id: /^guest:/ }, { $set: { expiresAt: new Date(Date.now() - 1) } });
    const looked = await app.as().get('/api/v1/cart', { 'x-guest-token': token });
    expect(looked.body.data.cart.items).toEqual([]);
    expect((await guestAdd(token)).body.data.guestToken).not.toBe(token);
    const merged = await app.as(await newUser()).post('/api/v1/cart/merge', { guestToken: token });
    expect(merged.body.data).toMatchObject({ merged: false, cart: { items: [] } });
  });

  test('a malformed token is refused with its path', async () => {
    const answer = await app.as().get('/api/v1/cart', { 'x-guest-token': '{"$gt":""}' });
    expect([answer.status, answer.body.details[0].path]).toEqual([422, 'headers.x-guest-token']);
  });

  test.each([
    [undefined, { a: 5, b: 1, c: 4 }],
    ['max', { a: 5, b: 1, c: 4 }],
    ['sum', { a: 7, b: 1, c: 4 }],
    ['replace', { a: 5, c: 4 }],
    ['keep', { a: 2, b: 1 }],
  ])('joins the account by strategy %s', async (strategy, expected) => {
    const userId = await app.buyer({ a: 2, b: 1 });
    const guestToken = await newGuest('a', 5);
    await guestAdd(guestToken, 'c', 4);
    const answer = await app
      .as(userId)
      .post('/api/v1/cart/merge', { guestToken, ...(strategy && { strategy }) });
    expect(answer.body.data).toMatchObject({ merged: true, dropped: 0 });
    expect(quantities(answer.body.data.cart.items)).toEqual(expected);
  });

  test('is merged once, even when ten sign-ins race over two replicas while the account adds', async () => {
    const userId = await app.buyer({ a: 1 });
    const guestToken = await newGuest('a', 3);
    const merge = (n: number) =>
      app.as(userId, ['user'], n % 2).post('/api/v1/cart/merge', { guestToken, strategy: 'sum' });
    const answers = await Promise.all([
      ...Array.from({ length: 10 }, (_, n) => merge(n)),
      ...Array.from({ length: 5 }, (_, n) => add(userId, 'd', 1, n % 2)),
    ]);
    expect(answers.slice(10).map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    const merged = answers.slice(0, 10);
    expect(merged.map(({ status, body }) => [status, body.code])).toEqual(merged.map(() => [200, undefined]));
    expect(merged.filter(({ body }) => body.data.merged === true)).toHaveLength(1);
    expect(quantities((await app.cartOf(userId)).items)).toEqual({ a: 4, d: 5 });
  });

  test('brings in no more lines than fit, and says how many it dropped', async () => {
    const userId = await app.buyer({ a: 1, b: 1, c: 1, d: 1 });
    const guestToken = await newGuest('e');
    await guestAdd(guestToken, 'f');
    const { data } = (await app.as(userId).post('/api/v1/cart/merge', { guestToken })).body;
    expect(data).toMatchObject({ merged: true, dropped: 1 });
    expect(data.cart.items).toHaveLength(5);
  });
});

describe('bad input', () => {
  const token = 'A'.repeat(43);
  test.each([
    ['post', '/api/v1/cart/add', { productId: 'a', quantity: 0 }, 'quantity'],
    ['post', '/api/v1/cart/add', { productId: 'a', quantity: -1 }, 'quantity'],
    ['post', '/api/v1/cart/add', { productId: 'a', quantity: 1.5 }, 'quantity'],
    ['post', '/api/v1/cart/add', { productId: 'a', quantity: '1' }, 'quantity'],
    ['post', '/api/v1/cart/add', { productId: 'a', quantity: 1e300 }, 'quantity'],
    ['post', '/api/v1/cart/add', { productId: 'a', quantity: { $gt: 0 } }, 'quantity'],
    ['post', '/api/v1/cart/add', { productId: { $gt: '' }, quantity: 1 }, 'productId'],
    ['post', '/api/v1/cart/add', { productId: 'a', quantity: 1, price: 1 }, 'price'],
    ['post', '/api/v1/cart/add', { productId: 'a', variantId: '$where', quantity: 1 }, 'variantId'],
    ['put', '/api/v1/cart/update/itm_1', { quantity: null }, 'quantity'],
    ['put', '/api/v1/cart/update/itm_1', {}, 'quantity'],
    ['put', '/api/v1/cart/update/itm%24x', { quantity: 1 }, 'params.itemId'],
    ['post', '/api/v1/cart/merge', { guestToken: { $ne: '' } }, 'guestToken'],
    ['post', '/api/v1/cart/merge', { guestToken: token, strategy: 'most' }, 'strategy'],
  ] as const)('%s %s %j is refused at %s', async (method, path, body, where) => {
    const answer = await app.as('usr_bad')[method](path, body);
    expect([answer.status, answer.body.code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(answer.body.details.map((d: { path: string }) => d.path)).toContain(where);
  });
});
