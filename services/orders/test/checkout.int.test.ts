import { until } from '@chowk/testing';
import { BY_WALLET, startOrders, type OrdersFixture } from './fixture.ts';

const PRICE = 11_800;
const DELIVERY = 4_000;

let app: OrdersFixture;
beforeAll(async () => {
  app = await startOrders({ replicas: 2 });
  app.catalog.sell('rice', { price: PRICE });
});
afterAll(() => app.stop());
afterEach(() => {
  app.catalog.faults.heal();
  app.wallet.faults.heal();
});

const place = (userId: string, replica = 0, headers = app.key(), body: object = BY_WALLET) =>
  app.as(userId, ['user'], replica).post('/api/v1/orders', body, headers);

describe('a checkout', () => {
  test('reserves, pays, places, captures and commits, and says so once each', async () => {
    const userId = await app.buyer({ rice: 3 });
    const answer = await place(userId);

    expect(answer.status).toBe(201);
    const { order, problems } = answer.body.data;
    expect(problems).toEqual([]);
    expect(order).toMatchObject({
      status: 'placed',
      userId,
      payment: { method: 'wallet', status: 'captured' },
      totals: { total: { amount: 3 * PRICE + DELIVERY, currency: 'INR' }, tax: { amount: 5_400 } },
    });
    expect(order.totals.taxSplit).toEqual({
      cgst: { amount: 2_700, currency: 'INR' },
      sgst: { amount: 2_700, currency: 'INR' },
      igst: { amount: 0, currency: 'INR' },
    });
    expect(order.number).toMatch(/^CH-\d{8}-[0-9A-Z]{8}$/);
    expect(order).not.toHaveProperty('saga');

    expect(app.wallet.balances.get(userId)).toBe(1_000_000 - 3 * PRICE - DELIVERY);
    expect(app.catalog.reservations.get(order.id)?.status).toBe('committed');
    expect((await app.cartOf(userId)).items).toEqual([]);
    expect((await app.ordersOf(userId))[0]).toMatchObject({ version: 2, end: 'settled' });

    const placed = await eventually(() => app.events.of('orderPlaced').filter((e) => e.subject === order.id));
    expect(placed[0]!.data).toMatchObject({ userId, orderNumber: order.number, storeIds: ['str_1'] });
    const moved = app.events.of('orderStatusChanged').filter((e) => e.subject === order.id);
    expect(moved.map(({ data }) => [data.from, data.to, data.version])).toEqual([
      ['pending_payment', 'placed', 2],
    ]);
  });

  test('takes the price from catalog, and tells when the cart had shown another', async () => {
    app.catalog.sell('mango', { price: 5_000 });
    const userId = await app.buyer({ mango: 1 });
    app.catalog.products.get('mango')!.variants[0]!.price = 6_000;
    const answer = await place(userId);
    expect(answer.status).toBe(201);
    expect(answer.body.data.order.totals.total.amount).toBe(6_000 + DELIVERY);
    expect(answer.body.data.problems).toEqual([
      expect.objectContaining({
        code: 'PRICE_CHANGED',
        from: { amount: 5_000, currency: 'INR' },
        to: { amount: 6_000, currency: 'INR' },
      }),
    ]);
  });

  test('across states the tax is integrated, and a cart over two shops pays two deliveries', async () => {
    app.catalog.open('str_2', { state: 'Kerala', deliveryFee: 2_500 });
    app.catalog.sell('spice', { storeId: 'str_2', price: 1_000, taxInclusive: false, gstRateBps: 500 });
    const userId = await app.buyer({ rice: 1, spice: 3 });
    const { order } = (await place(userId)).body.data;
    expect(order.totals).toMatchObject({
      subtotal: { amount: 10_000 + 3_000 },
      tax: { amount: 1_800 + 150 },
      taxSplit: { cgst: { amount: 900 }, sgst: { amount: 900 }, igst: { amount: 150 } },
      delivery: { amount: DELIVERY + 2_500 },
      total: { amount: 10_000 + 3_000 + 1_800 + 150 + DELIVERY + 2_500 },
    });
  });

  test('what costs nothing asks no wallet', async () => {
    app.catalog.open('str_free', { deliveryFee: 0 });
    app.catalog.sell('leaflet', { storeId: 'str_free', price: 0 });
    const userId = await app.buyer({ leaflet: 1 }, 0);
    expect((await place(userId)).status).toBe(201);
    expect([...app.wallet.payments.values()].filter((p) => p.userId === userId)).toEqual([]);
  });

  test('of 50 posts with one key, over two replicas, one is carried out', async () => {
    const userId = await app.buyer({ rice: 1 });
    const key = app.key();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => place(userId, n % 2, key)));
    const made = answers.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made.map(({ body }) => body.data.order.id)).size).toBe(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 201)) {
      expect([status, body.code]).toEqual([409, 'IDEMPOTENCY_IN_PROGRESS']);
    }
    expect(await app.ordersOf(userId)).toHaveLength(1);
    expect(app.wallet.balances.get(userId)).toBe(1_000_000 - PRICE - DELIVERY);

    const again = await place(userId, 1, key);
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body.data).toEqual(made[0]!.body.data);
    const other = await place(userId, 0, key, { ...BY_WALLET, notes: 'leave it at the door' });
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_MISMATCH']);
  });

  test('of ten posts with keys of their own for one cart, one buys and the others find it empty', async () => {
    const userId = await app.buyer({ rice: 2 });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => place(userId, n % 2)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
    expect(new Set(answers.filter((a) => a.status === 409).map((a) => a.body.code))).toEqual(
      new Set(['CART_EMPTY']),
    );
    expect(await app.ordersOf(userId)).toHaveLength(1);
  });

  test('with stock 5 and 30 buyers over two replicas, five buy and nothing stays reserved or held', async () => {
    app.catalog.sell('lamp', { stock: 5 });
    const buyers = await Promise.all(Array.from({ length: 30 }, () => app.buyer({ lamp: 1 })));
    const answers = await Promise.all(buyers.map((userId, n) => place(userId, n % 2)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    for (const { body } of answers.filter(({ status }) => status !== 201)) {
      expect(body).toMatchObject({ code: 'OUT_OF_STOCK', details: [{ sku: 'lamp-sku' }] });
    }
    await Promise.all(buyers.map((userId) => app.over(userId)));
    expect(app.catalog.variant('lamp-sku')?.stock).toBe(0);
    expect(app.catalog.reserved('lamp-sku')).toBe(0);
    for (const [n, userId] of buyers.entries()) {
      expect(app.wallet.held(userId)).toBe(0);
      const items = (await app.cartOf(userId)).items;
      expect(items).toHaveLength(answers[n]!.status === 201 ? 0 : 1);
    }
  });

  test('what is added while it runs stays in the new cart, and a failed order gives its lines back beside it', async () => {
    app.catalog.sell('tea');
    const userId = await app.buyer({ rice: 2 }, 10);
    app.wallet.faults.slow('Authorize', 300);
    const running = place(userId);
    await eventually(async () => (await app.ordersOf(userId)).length === 1 && [1]);
    await app.as(userId).post('/api/v1/cart/add', { productId: 'tea', quantity: 1 });
    await app.as(userId).post('/api/v1/cart/add', { productId: 'rice', quantity: 1 });
    expect((await app.cartOf(userId)).items.map((i: { quantity: number }) => i.quantity)).toEqual([1, 1]);

    const answer = await running;
    expect([answer.status, answer.body.code]).toEqual([409, 'INSUFFICIENT_FUNDS']);
    const items = (await app.cartOf(userId)).items as Array<{ productId: string; quantity: number }>;
    expect(Object.fromEntries(items.map((i) => [i.productId, i.quantity]))).toEqual({ tea: 1, rice: 2 });
  });
});

describe('a checkout that cannot be', () => {
  const refused = async (userId: string, body?: object) => {
    const answer = await place(userId, 0, app.key(), body);
    return [answer.status, answer.body.code, answer.body.details?.[0]];
  };

  test('an empty cart', async () => {
    expect(await refused('usr_nothing')).toEqual([409, 'CART_EMPTY', undefined]);
  });

  test('below the minimum of a shop', async () => {
    app.catalog.open('str_min', { minimumOrder: 20_000 });
    app.catalog.sell('pin', { storeId: 'str_min', price: 100 });
    const userId = await app.buyer({ pin: 1 });
    expect(await refused(userId)).toEqual([
      409,
      'BELOW_MINIMUM',
      expect.objectContaining({ storeId: 'str_min', minimum: { amount: 20_000, currency: 'INR' } }),
    ]);
    expect((await app.cartOf(userId)).items).toHaveLength(1);
  });

  test('an article that is gone, and one whose shop is closed', async () => {
    app.catalog.sell('ghost');
    app.catalog.open('str_shut');
    app.catalog.sell('shut', { storeId: 'str_shut' });
    const userId = await app.buyer({ ghost: 1, shut: 1 });
    app.catalog.products.delete('ghost');
    app.catalog.stores.get('str_shut')!.active = false;
    const { problems } = await app.cartOf(userId);
    expect(problems.map((p: { code: string }) => p.code)).toEqual(['PRODUCT_GONE', 'PRODUCT_GONE']);
    expect(await refused(userId)).toEqual([
      409,
      'CART_CHANGED',
      expect.objectContaining({ code: 'PRODUCT_GONE' }),
    ]);
  });

  test('two currencies, and amounts beyond what can be counted', async () => {
    app.catalog.sell('dollar', { currency: 'USD' });
    const mixed = await app.buyer({ rice: 1, dollar: 1 });
    expect((await refused(mixed)).slice(0, 2)).toEqual([422, 'CURRENCY_MISMATCH']);
    app.catalog.sell('moon', { price: Number.MAX_SAFE_INTEGER });
    const dreamer = await app.buyer({ moon: 2 });
    expect((await refused(dreamer)).slice(0, 2)).toEqual([422, 'AMOUNT_OUT_OF_RANGE']);
  });

  test.each(['razorpay', 'stripe', 'paypal', 'cod'])('payment by %s is not offered yet', async (method) => {
    const userId = await app.buyer({ rice: 1 });
    expect(await refused(userId, { ...BY_WALLET, paymentMethod: method })).toEqual([
      422,
      'PAYMENT_METHOD_UNAVAILABLE',
      expect.objectContaining({ path: 'paymentMethod' }),
    ]);
  });

  test('too little money: refused for good under its key, undone, and possible again under another', async () => {
    const userId = await app.buyer({ rice: 1 }, PRICE);
    const stock = app.catalog.variant('rice-sku')!.stock;
    const key = app.key();
    const first = await place(userId, 0, key);
    expect([first.status, first.body.code]).toEqual([409, 'INSUFFICIENT_FUNDS']);
    const [order] = await app.over(userId);
    expect(order).toMatchObject({ status: 'cancelled', end: 'failed' });
    expect(order!.placedAt).toBeUndefined();
    expect(app.catalog.variant('rice-sku')!.stock).toBe(stock);
    expect((await app.cartOf(userId)).items).toHaveLength(1);

    app.wallet.balances.set(userId, 100_000);
    const replay = await place(userId, 1, key);
    expect([replay.status, replay.body.code]).toEqual([409, 'INSUFFICIENT_FUNDS']);
    expect((await place(userId)).status).toBe(201);
    const placed = app.events.of('orderPlaced').filter(({ data }) => data.userId === userId);
    expect(placed.map(({ subject }) => subject)).not.toContain(order!._id);
    expect(app.events.of('orderCancelled').filter(({ data }) => data.userId === userId)).toEqual([]);
    const { items } = (await app.as(userId).get('/api/v1/orders')).body.data;
    expect(items).toHaveLength(1);
  });
});

/** Waits for a list that is not empty. */
async function eventually<T>(probe: () => T[] | Promise<T[] | false>): Promise<T[]> {
  return until('there is one', async () => {
    const found = await probe();
    return found && found.length > 0 && found;
  });
}
