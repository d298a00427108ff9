import { createServer } from 'node:net';
import { createClient, openStream, orThrow } from '@chowk/client';
import { SERVICES } from '@chowk/devstack';
import { storeAddresses, until } from '@chowk/testing';
import * as jsqr from 'jsqr';
import { MongoClient } from 'mongodb';
import { PNG } from 'pngjs';
import { collectionsWithRetention } from './support/documented-collections.ts';
import { inventory, startHouse, type House } from './support/house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
}, 120_000);
afterAll(() => house.stop());

describe('the main job', () => {
  test('a person signs in, fills a cart, pays from the wallet, hears of it live and gets the order delivered', async () => {
    const { productId, variantId, sku } = await house.newProduct(10, 50_000);
    const buyer = await house.newPerson(200_000);
    const seqs: number[] = [];
    const statuses: string[] = [];
    let walletUpdates = 0;
    const live = openStream({
      baseUrl: house.gatewayUrl,
      token: () => buyer.accessToken,
      lastSeq: 0,
      on: {
        order_status_update: ({ seq, status }) => void (seqs.push(seq), statuses.push(status)),
        wallet_update: ({ seq }) => void (seqs.push(seq), walletUpdates++),
        new_notification: ({ seq }) => void seqs.push(seq),
      },
    });
    expect(await buyer.balance()).toEqual({ available: 200_000, held: 0 });

    await buyer.addToCart(productId, 2, variantId);
    const placed = await orThrow(buyer.placeOrder());
    expect(placed.status).toBe(201);
    const { id, totals } = placed.data.order;
    expect(totals.total).toEqual({ amount: 100_000, currency: 'INR' });
    await until('the money is taken', async () => {
      const balance = await buyer.balance();
      return balance.available === 100_000 && balance.held === 0;
    });

    for (const status of ['confirmed', 'packed', 'shipped', 'out_for_delivery', 'delivered'] as const) {
      const { order } = (await orThrow(buyer.chowk.getOrder({ path: { id } }))).data;
      if (order.status === status) continue;
      const moved = await house.admin.chowk.updateOrderStatus({ path: { id }, body: { status } });
      expect([status, moved.status]).toEqual([status, 200]);
    }
    await until('the delivery is heard of', () => statuses.includes('delivered'));
    expect(statuses.at(-1)).toBe('delivered');
    expect(walletUpdates).toBeGreaterThan(0);
    await until('the last event has come', () => seqs.length === live.lastSeq);
    expect(seqs).toEqual(seqs.map((_, i) => i + 1));

    const { tracking } = (await orThrow(buyer.chowk.trackOrder({ path: { id } }))).data;
    expect(tracking.entries.at(-1)?.status).toBe('delivered');
    const inbox = await orThrow(buyer.chowk.listNotifications());
    expect(inbox.data.items.length).toBeGreaterThan(0);
    expect(await inventory(house.admin, sku)).toMatchObject({ sku });
    live.close();
  }, 60_000);

  test('another person scans the code on a car: the gate holds, the owner is told, no number crosses', async () => {
    const owner = await house.newPerson();
    const live = await owner.listen(0);
    const { car } = (
      await orThrow(
        owner.chowk.registerCar({
          body: {
            carNumber: 'KA01AB1234',
            carModel: 'Maruti Swift',
            customMessage: 'Call if it blocks you',
          },
        }),
      )
    ).data;

    const { qrCode } = (
      await orThrow(
        owner.chowk.createQrImage({
          body: { target: 'car', targetId: car.id, size: '3x3', format: 'png' },
        }),
      )
    ).data;
    const image = (await orThrow(owner.chowk.downloadQrImage({ path: { id: qrCode.id } }))).data;
    const png = PNG.sync.read(Buffer.from(await image.arrayBuffer()));
    const decoded = (jsqr.default as unknown as typeof jsqr.default.default)(
      new Uint8ClampedArray(png.data),
      png.width,
      png.height,
    );
    expect(decoded?.data).toBe(car.qr.url);

    const page = await fetch(`${house.gatewayUrl}/q/${car.qr.code}`);
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('Maruti Swift');
    expect(html).not.toContain(owner.phone.slice(3));

    const stranger = createClient({ baseUrl: house.gatewayUrl });
    const gate = await orThrow(stranger.viewScannedCar({ path: { code: car.qr.code } }));
    expect(gate.data).toMatchObject({ gate: true });
    const gated = JSON.stringify(gate.data);
    expect(gated).not.toContain(owner.phone.slice(3));
    expect(gated).not.toContain('KA01AB1234');

    const scanned = await fetch(`${house.gatewayUrl}/scans`, {
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
    const { productId, variantId } = await house.newProduct(3);
    const buyer = await house.newPerson(50_000);
    const live = await buyer.listen(0);
    await buyer.addToCart(productId, 1, variantId);
    const theirs = 'c0ffee'.padEnd(32, '1');
    const placed = await orThrow(
      buyer.placeOrder(undefined, { traceparent: `00-${theirs}-${'b'.repeat(16)}-01` }),
    );
    const requestId = placed.headers.get('x-request-id');
    const update = await until('the socket brings it', () =>
      live.events.find((event) => event.name === 'order_status_update' && event['requestId'] === requestId),
    );
    const traceId = update['traceId'] as string;
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
    // A stranger's id goes no further than the door.
    expect(traceId).not.toBe(theirs);
    await until('all services have logged it', () => {
      const seen = new Set(
        house.logs.filter((line) => line.traceId === traceId).map((line) => line.service as string),
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
      const { url } = house.stack.services[name as keyof typeof house.stack.services];
      for (const headers of [
        {},
        { 'x-user-id': house.admin.userId, 'x-user-roles': 'owner' },
        { 'x-internal-identity': 'eyJhbGciOiJub25lIn0.e30.' },
        { authorization: `Bearer ${house.admin.accessToken}` },
      ]) {
        const answer = await fetch(url + path, { headers: headers as Record<string, string> });
        expect([name, answer.status]).toEqual([name, 401]);
        expect(await answer.json()).toMatchObject({ success: false, code: 'UNAUTHORIZED' });
      }
    }
  });

  test('they listen on loopback only', async () => {
    for (const { port } of Object.values(house.stack.services)) {
      const taken = await new Promise<boolean>((resolve) => {
        const probe = createServer().once('error', () => resolve(true));
        probe.listen(port, '127.0.0.2', () => probe.close(() => resolve(false)));
      });
      // A server on every interface would hold this port on 127.0.0.2 too.
      expect(taken).toBe(false);
    }
  });
});

test('every collection in every database has a line that says how long its rows stay', async () => {
  const client = new MongoClient(storeAddresses().mongodbUri);
  try {
    const found = await Promise.all(
      SERVICES.filter((name) => name !== 'gateway').map(async (service) => {
        const database = client.db(`${house.prefix}_${service}`.replaceAll('-', '_'));
        const names = (await database.listCollections().toArray()).map(({ name }) => name);
        const documented = collectionsWithRetention(service);
        return { service, names, missing: names.filter((name) => !documented.has(name)) };
      }),
    );
    expect(found.filter(({ names }) => names.length === 0)).toEqual([]);
    expect(found.flatMap(({ service, missing }) => missing.map((name) => `${service}: ${name}`))).toEqual([]);
  } finally {
    await client.close();
  }
});
