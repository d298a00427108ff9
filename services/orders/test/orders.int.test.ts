import { callAs, until } from '@chowk/testing';
import type { Role } from '@chowk/runtime/identity';
import { ADDRESS, BY_WALLET, startOrders, type OrdersFixture } from './fixture.ts';

const COST = 11_800 + 4_000;

let app: OrdersFixture;
beforeAll(async () => {
  app = await startOrders({ replicas: 2 });
  app.catalog.sell('rice');
  app.catalog.open('str_2', { ownerUserId: 'usr_other_merchant' });
  app.catalog.sell('oil', { storeId: 'str_2' });
});
afterAll(() => app.stop());
afterEach(() => {
  app.catalog.faults.heal();
  app.wallet.faults.heal();
});

async function bought(cart: Record<string, number> = { rice: 1 }): Promise<{ userId: string; id: string }> {
  const userId = await app.buyer(cart);
  const answer = await app.as(userId).post('/api/v1/orders', BY_WALLET, app.key());
  return { userId, id: answer.body.data.order.id };
}
const setStatus = (id: string, status: string, who = 'usr_admin', roles: Role[] = ['admin'], replica = 0) =>
  app.as(who, roles, replica).put(`/api/v1/orders/${id}/status`, { status });
const cancel = (userId: string, id: string, replica = 0, roles: Role[] = ['user']) =>
  app.as(userId, roles, replica).put(`/api/v1/orders/${id}/cancel`, { reason: 'changed my mind' });
const said = (id: string) => app.events.all.filter(({ subject }) => subject === id).map(({ type }) => type);

describe('an order on its way', () => {
  test('goes through every status to the customer; each step is tracked, numbered and said once', async () => {
    const { userId, id } = await bought();
    const way = ['confirmed', 'packed', 'shipped', 'out_for_delivery', 'delivered'];
    for (const status of way) {
      const first = await setStatus(id, status);
      expect(first.body.data.order).toMatchObject({ status });
      const again = await setStatus(id, status);
      expect(again.body.data.order.version).toBe(first.body.data.order.version);
    }
    const { tracking } = (await app.as(userId).get(`/api/v1/orders/${id}/track`)).body.data;
    expect(tracking.entries.map((e: { status: string; actor: string }) => [e.status, e.actor])).toEqual([
      ['pending_payment', 'customer'],
      ['placed', 'system'],
      ...way.map((status) => [status, 'staff']),
    ]);
    expect(JSON.stringify(tracking)).not.toContain('usr_admin');
    await until('it was all said', () => said(id).length === 8);
    const moves = app.events.of('orderStatusChanged').filter(({ subject }) => subject === id);
    expect(moves.map(({ data }) => data.version)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(moves.map(({ subjectversion }) => subjectversion)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(app.events.of('orderDelivered').filter(({ subject }) => subject === id)).toHaveLength(1);
  });

  test('a move that the table does not have is refused, naming those it has', async () => {
    const { id } = await bought();
    const answer = await setStatus(id, 'delivered');
    expect([answer.status, answer.body.code]).toEqual([409, 'ILLEGAL_TRANSITION']);
    expect(answer.body.details).toEqual([
      { path: 'status', from: 'placed', to: 'delivered', allowed: ['confirmed', 'cancelled'] },
    ]);
    for (const status of ['refunded', 'returned', 'pending_payment']) {
      expect((await setStatus(id, status)).status).toBe(409);
    }
  });

  test('of parallel moves to one status one is made', async () => {
    const { id } = await bought();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => setStatus(id, 'confirmed', 'usr_admin', ['admin'], n % 2)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await app.orders.findOne({ _id: id }))?.version).toBe(3);
  });
});

describe('a cancelled order', () => {
  test('gives money and stock back once, however often and from wherever it is called off', async () => {
    const stock = app.catalog.variant('rice-sku')!.stock;
    const { userId, id } = await bought({ rice: 4 });
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => cancel(userId, id, n % 2)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await app.over(userId);
    expect((await cancel(userId, id)).body.data.order).toMatchObject({
      status: 'cancelled',
      payment: { status: 'refunded' },
    });
    expect(app.wallet.balances.get(userId)).toBe(1_000_000);
    expect(app.catalog.variant('rice-sku')!.stock).toBe(stock);
    await until('it was said', () => said(id).includes('orders.order-cancelled.v1'));
    expect(app.events.of('orderCancelled').filter(({ subject }) => subject === id)).toMatchObject([
      { data: { reason: 'changed my mind', userId } },
    ]);
    // What was bought and called off is not put back into the cart.
    expect((await app.cartOf(userId)).items).toEqual([]);
  });

  test.each([
    ['Refund', 'before'],
    ['Refund', 'after'],
    ['Release', 'before'],
    ['Release', 'after'],
  ] as const)('is undone in the end when %s fails (%s its effect)', async (method, when) => {
    const { userId, id } = await bought();
    const faults = method === 'Refund' ? app.wallet.faults : app.catalog.faults;
    faults.arm(method, 'UPSTREAM_UNAVAILABLE', { times: 4, when });
    expect((await cancel(userId, id)).status).toBe(200);
    const [order] = await app.over(userId);
    expect(order).toMatchObject({ end: 'undone' });
    expect(app.wallet.balances.get(userId)).toBe(1_000_000);
    expect(app.catalog.reservations.get(id)?.status).toBe('released');
  });

  test('by staff is the same; after it is shipped nobody calls it off', async () => {
    const { userId, id } = await bought();
    expect((await setStatus(id, 'cancelled')).body.data.order.status).toBe('cancelled');
    await app.over(userId);
    expect(app.wallet.balances.get(userId)).toBe(1_000_000);

    const shipped = await bought();
    for (const status of ['confirmed', 'packed', 'shipped']) await setStatus(shipped.id, status);
    const late = await cancel(shipped.userId, shipped.id);
    expect([late.status, late.body.details[0].allowed]).toEqual([409, []]);
    expect(app.wallet.balances.get(shipped.userId)).toBe(1_000_000 - COST);
  });

  test('of a call-off and a packing that race, one is refused and the books agree with the other', async () => {
    const { userId, id } = await bought();
    await setStatus(id, 'confirmed');
    await setStatus(id, 'packed');
    const [off, on] = await Promise.all([
      cancel(userId, id),
      setStatus(id, 'shipped', 'usr_admin', ['admin'], 1),
    ]);
    expect([off.status, on.status].sort()).toEqual([200, 409]);
    const [order] = await app.over(userId);
    expect(order!.status).toBe(off.status === 200 ? 'cancelled' : 'shipped');
    expect(app.wallet.balances.get(userId)).toBe(off.status === 200 ? 1_000_000 : 1_000_000 - COST);
  });
});

describe('who sees and moves what', () => {
  test("another person's order is not found on any route", async () => {
    const { id } = await bought();
    const stranger = app.as(await app.buyer({}));
    const answers = [
      await stranger.get(`/api/v1/orders/${id}`),
      await stranger.get(`/api/v1/orders/${id}/track`),
      await stranger.put(`/api/v1/orders/${id}/cancel`, { reason: 'mine now' }),
      await stranger.get('/api/v1/orders/ord_unknown'),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      answers.map(() => [404, 'ORDER_NOT_FOUND']),
    );
  });

  test('a merchant sees and moves orders of own shops only', async () => {
    const own = await bought();
    const mixed = await bought({ rice: 1, oil: 1 });
    const merchant = app.as('usr_merchant', ['merchant']);
    expect((await merchant.get(`/api/v1/orders/${own.id}`)).status).toBe(200);
    expect((await setStatus(own.id, 'confirmed', 'usr_merchant', ['merchant'])).status).toBe(200);
    expect((await merchant.get(`/api/v1/orders/${mixed.id}`)).status).toBe(404);
    expect((await setStatus(mixed.id, 'confirmed', 'usr_merchant', ['merchant'])).status).toBe(404);
    expect((await setStatus(own.id, 'packed', 'usr_other_merchant', ['merchant'])).status).toBe(404);
  });

  test('customers use no staff routes, and nobody gets in without an identity of the gateway', async () => {
    const { userId, id } = await bought();
    expect((await setStatus(id, 'confirmed', userId, ['user'])).status).toBe(403);
    expect((await app.as(userId).get('/api/v1/admin/orders')).status).toBe(403);
    expect((await app.as('usr_m', ['merchant']).get('/api/v1/admin/orders')).status).toBe(403);
    expect((await app.as().get('/api/v1/orders')).status).toBe(401);
    expect((await app.as().post('/api/v1/orders', BY_WALLET, app.key())).status).toBe(401);
    const bare = await fetch(`${app.replicas[0]!.url}/api/v1/orders`, { headers: { 'x-user-id': userId } });
    expect(bare.status).toBe(401);
  });
});

describe('lists', () => {
  test("pages through one's own orders, newest first, while new ones come in", async () => {
    const userId = await app.buyer({});
    const ids: string[] = [];
    const buy = async () => {
      await app.as(userId).post('/api/v1/cart/add', { productId: 'rice', quantity: 1 });
      const answer = await app.as(userId).post('/api/v1/orders', BY_WALLET, app.key());
      ids.unshift(answer.body.data.order.id);
    };
    for (let n = 0; n < 5; n++) await buy();
    const expected = [...ids];
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path: string = `/api/v1/orders?limit=2${cursor && `&cursor=${cursor}`}`;
      const { body } = await app.as(userId).get(path);
      seen.push(...body.data.items.map((order: { id: string }) => order.id));
      cursor = body.meta.nextCursor;
      if (seen.length === 2) await buy();
    }
    expect(seen).toEqual(expected);
  });

  test('a cursor of one list opens no other, and a made-up one none', async () => {
    await bought();
    await bought();
    const admin = app.as('usr_admin', ['admin']);
    const { meta, data } = (await admin.get('/api/v1/admin/orders?limit=1&status=placed')).body;
    expect(data.items).toMatchObject([{ status: 'placed' }]);
    expect((await admin.get(`/api/v1/admin/orders?limit=1&cursor=${meta.nextCursor}`)).status).toBe(200);
    for (const cursor of [meta.nextCursor, 'e30.AAAA']) {
      const answer = await admin.get(`/api/v1/orders?cursor=${cursor}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_CURSOR']);
    }
  });
});

describe('over gRPC', () => {
  test('tells orders by id, and purchases once they are delivered', async () => {
    const { userId, id } = await bought();
    const catalog = callAs('catalog', 'orders', app.replicas[0]!.grpcAddress, app.keys);
    const { orders } = await catalog.getOrders({ ids: [id, 'ord_unknown'] });
    expect(orders).toEqual([
      expect.objectContaining({
        ...{ id, userId, status: 'placed' },
        total: { amount: String(COST), currency: 'INR' },
        placedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      }),
    ]);
    const asked = { userId, productId: 'rice' };
    expect(await catalog.hasPurchased(asked)).toEqual({ purchased: false });
    for (const status of ['confirmed', 'packed', 'shipped', 'out_for_delivery', 'delivered']) {
      await setStatus(id, status);
    }
    expect(await catalog.hasPurchased(asked)).toEqual({ purchased: true });
    expect(await catalog.hasPurchased({ userId, productId: 'oil' })).toEqual({ purchased: false });
    const stranger = callAs('nfc-qr', 'orders', app.replicas[0]!.grpcAddress, app.keys);
    await expect(stranger.hasPurchased(asked)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    catalog.close();
    stranger.close();
  });
});

describe('bad input', () => {
  const without = (field: keyof typeof ADDRESS) => ({ ...ADDRESS, [field]: undefined });
  test.each([
    [{ paymentMethod: 'wallet' }, 'address'],
    [{ ...BY_WALLET, addressId: 'adr_1' }, 'addressId'],
    [{ ...BY_WALLET, paymentMethod: 'gold' }, 'paymentMethod'],
    [{ ...BY_WALLET, paymentMethod: { $ne: '' } }, 'paymentMethod'],
    [{ ...BY_WALLET, total: { amount: 1, currency: 'INR' } }, 'total'],
    [{ ...BY_WALLET, status: 'delivered' }, 'status'],
    [{ ...BY_WALLET, userId: 'usr_1' }, 'userId'],
    [{ ...BY_WALLET, notes: 'x'.repeat(501) }, 'notes'],
    [{ ...BY_WALLET, notes: 1.5 }, 'notes'],
    [{ ...BY_WALLET, address: without('phone') }, 'address.phone'],
    [{ ...BY_WALLET, address: { ...ADDRESS, pincode: 560001 } }, 'address.pincode'],
    [{ ...BY_WALLET, address: { ...ADDRESS, pincode: '012345' } }, 'address.pincode'],
    [{ ...BY_WALLET, address: { ...ADDRESS, name: 'a\r\nBcc: b' } }, 'address.name'],
    [{ ...BY_WALLET, address: { ...ADDRESS, state: { $gt: '' } } }, 'address.state'],
    [{ ...BY_WALLET, address: { ...ADDRESS, gps: '1' } }, 'address.gps'],
  ])('an order like %j is refused at %s', async (body, where) => {
    const answer = await app.as('usr_bad').post('/api/v1/orders', body, app.key());
    expect([answer.status, answer.body.code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(answer.body.details.map((d: { path: string }) => d.path)).toContain(where);
  });

  test('an order without an Idempotency-Key is refused', async () => {
    const answer = await app.as('usr_bad').post('/api/v1/orders', BY_WALLET);
    expect([answer.status, answer.body.code]).toEqual([400, 'IDEMPOTENCY_KEY_REQUIRED']);
  });

  test.each([
    ['/api/v1/orders/ord_1/cancel', {}, 'reason'],
    ['/api/v1/orders/ord_1/cancel', { reason: '' }, 'reason'],
    ['/api/v1/orders/ord_1/cancel', { reason: { $gt: '' } }, 'reason'],
    ['/api/v1/orders/%7B%22$gt%22%7D/cancel', { reason: 'x' }, 'params.id'],
    ['/api/v1/orders/ord_1/status', { status: 'lost' }, 'status'],
    ['/api/v1/orders/ord_1/status', { status: { $ne: 'x' } }, 'status'],
    ['/api/v1/orders/ord_1/status', { status: 'packed', version: 1 }, 'version'],
  ])('PUT %s %j is refused at %s', async (path, body, where) => {
    const answer = await app.as('usr_admin', ['admin']).put(path, body);
    expect(answer.status).toBe(422);
    expect(answer.body.details.map((d: { path: string }) => d.path)).toContain(where);
  });

  test.each(['limit=0', 'limit=101', 'limit=x', 'limit=1.5', 'limit[$gt]=1', 'skip=1'])(
    'a list with ?%s is refused',
    async (query) => {
      const answer = await app.as('usr_bad').get(`/api/v1/orders?${query}`);
      expect(answer.status).toBe(422);
    },
  );
});
