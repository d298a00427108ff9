import { createServer } from 'node:net';
import { until } from '@chowk/testing';
import * as jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { startTestStack, type TestStack } from './support/stack.ts';

let world: TestStack;
beforeAll(async () => {
  world = await startTestStack();
}, 120_000);
afterAll(() => world.stop());

describe('the main job', () => {
  test('a person signs in, fills a cart, pays from the wallet, hears of it live and gets the order delivered', async () => {
    const { productId, variantId, sku } = await world.newProduct(10, 50_000);
    const buyer = await world.newPerson(200_000);
    const live = await buyer.listen(0);
    expect(await buyer.balance()).toEqual({ available: 200_000, held: 0 });

    await buyer.addToCart(productId, 2, variantId);
    const placed = await buyer.placeOrder();
    expect(placed.status).toBe(201);
    const { order } = placed.body.data;
    expect(order.totals.total).toEqual({ amount: 100_000, currency: 'INR' });
    await until('the money is taken', async () => {
      const balance = await buyer.balance();
      return balance.available === 100_000 && balance.held === 0;
    });

    for (const status of ['confirmed', 'packed', 'shipped', 'out_for_delivery', 'delivered']) {
      const { body } = await buyer.api.get(`/api/v1/orders/${order.id}`);
      if (body.data.order.status === status) continue;
      const moved = await world.admin.api.put(`/api/v1/orders/${order.id}/status`, { status });
      expect([status, moved.status]).toEqual([status, 200]);
    }
    const heard = await until('the delivery is heard of', () => {
      const updates = live.events.filter(
        ({ name, orderId }) => name === 'order_status_update' && orderId === order.id,
      );
      const statuses = updates.map(({ status, to }) => status ?? to);
      return statuses.includes('delivered') ? statuses : undefined;
    });
    expect(heard.at(-1)).toBe('delivered');
    expect(live.events.some(({ name }) => name === 'wallet_update')).toBe(true);
    expect(live.events.map(({ seq }) => seq)).toEqual(live.events.map((_, i) => i + 1));

    const track = await buyer.api.get(`/api/v1/orders/${order.id}/track`);
    expect(track.text).toContain('delivered');
    const inbox = await buyer.api.get('/api/v1/notifications');
    expect(inbox.body.data.items.length).toBeGreaterThan(0);
    const stock = await world.admin.api.get(`/api/v1/inventory/${sku}`);
    expect(stock.text).toContain(sku);
    live.close();
  }, 60_000);

  test('another person scans the code on a car: the gate holds, the owner is told, no number crosses', async () => {
    const owner = await world.newPerson();
    const live = await owner.listen(0);
    const made = await owner.api.post('/api/v1/cars', {
      carNumber: 'KA01AB1234',
      carModel: 'Maruti Swift',
      customMessage: 'Call if it blocks you',
    });
    expect(made.status).toBe(201);
    const { car } = made.body.data;

    const code = await owner.api.post('/api/v1/qr-codes', {
      target: 'car',
      targetId: car.id,
      size: '3x3',
      format: 'png',
    });
    expect(code.status).toBe(201);
    const qrId = (code.body.data.qrCode ?? code.body.data.qr).id;
    const image = await fetch(`${world.gatewayUrl}/api/v1/qr-codes/${qrId}/image`, {
      headers: { authorization: `Bearer ${owner.accessToken}` },
    });
    const png = PNG.sync.read(Buffer.from(await image.arrayBuffer()));
    const decoded = (jsqr.default as unknown as typeof jsqr.default.default)(
      new Uint8ClampedArray(png.data),
      png.width,
      png.height,
    );
    expect(decoded?.data).toBe(car.qr.url);

    const page = await fetch(`${world.gatewayUrl}/q/${car.qr.code}`);
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('Maruti Swift');
    expect(html).not.toContain(owner.phone.slice(3));

    const gate = await fetch(`${world.gatewayUrl}/api/v1/cars/qr/${car.qr.code}`);
    const gated = await gate.text();
    expect(JSON.parse(gated).data).toMatchObject({ gate: true });
    expect(gated).not.toContain(owner.phone.slice(3));
    expect(gated).not.toContain('KA01AB1234');

    const scanned = await fetch(`${world.gatewayUrl}/scans`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        code: car.qr.code,
        scannerPhone: '9845098450',
        scannerEmail: 'scanner@example.org',
      }),
    });
    expect(scanned.status).toBe(201);
    const update = await until('the owner hears of it', () =>
      live.events.find(({ name }) => name === 'scan_update'),
    );
    expect(JSON.stringify(update)).not.toContain('9845098450');
    live.close();
  }, 60_000);
});

describe('one trace', () => {
  test('follows a checkout over HTTP, gRPC, AMQP and the socket, and stands in the logs of every service on the way', async () => {
    const { productId, variantId } = await world.newProduct(3);
    const buyer = await world.newPerson(50_000);
    const live = await buyer.listen(0);
    await buyer.addToCart(productId, 1, variantId);
    const traceId = 'c0ffee'.padEnd(32, '1');
    const placed = await buyer.placeOrder(undefined, { traceparent: `00-${traceId}-${'b'.repeat(16)}-01` });
    expect(placed.status).toBe(201);
    const update = await until('the socket brings it', () =>
      live.events.find(({ name, traceId: id }) => name === 'order_status_update' && id === traceId),
    );
    expect(update.traceId).toBe(traceId);
    await until('all services have logged it', () => {
      const seen = new Set(
        world.logs.filter((line) => line.traceId === traceId).map((line) => line.service as string),
      );
      return ['gateway', 'orders', 'catalog', 'wallet', 'notify'].every((service) => seen.has(service));
    });
    live.close();
  }, 60_000);
});

describe('the services themselves', () => {
  test('a direct call is 401 at each of them, also with a forged identity', async () => {
    const paths: Record<string, string> = {
      auth: '/api/v1/users/profile',
      catalog: '/api/v1/products',
      orders: '/api/v1/cart',
      wallet: '/api/v1/wallet/balance',
      notify: '/api/v1/notifications',
      'nfc-qr': '/api/v1/cars',
    };
    for (const [name, path] of Object.entries(paths)) {
      const { url } = world.stack.services[name as keyof typeof world.stack.services];
      for (const headers of [
        {},
        { 'x-user-id': world.admin.userId, 'x-user-roles': 'owner' },
        { 'x-internal-identity': 'eyJhbGciOiJub25lIn0.e30.' },
        { authorization: `Bearer ${world.admin.accessToken}` },
      ]) {
        const answer = await fetch(url + path, { headers: headers as Record<string, string> });
        expect([name, answer.status]).toEqual([name, 401]);
        expect(await answer.json()).toMatchObject({ success: false, code: 'UNAUTHORIZED' });
      }
    }
  });

  test('they listen on loopback only', async () => {
    for (const { port } of Object.values(world.stack.services)) {
      const taken = await new Promise<boolean>((resolve) => {
        const probe = createServer().once('error', () => resolve(true));
        probe.listen(port, '127.0.0.2', () => probe.close(() => resolve(false)));
      });
      // A server on every interface would hold this port on 127.0.0.2 too.
      expect(taken).toBe(false);
    }
  });
});
