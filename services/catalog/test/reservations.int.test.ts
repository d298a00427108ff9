import { callAs, listenToEvents, uniqueName, until, type EventLog } from '@chowk/testing';
import type { ReservationDocument } from '../src/stock/persistence/reservation.model.ts';
import { startCatalog, type TestCatalog } from './fixture.ts';

let catalog: TestCatalog;
let events: EventLog;
beforeAll(async () => {
  catalog = await startCatalog({
    env: { STOCK_SWEEP_INTERVAL_MS: '50', STOCK_SWEEP_GRACE_MS: '60000' },
  });
  events = await listenToEvents(catalog.prefix);
});
afterAll(async () => {
  await events.stop();
  await catalog.stop();
});

const reserve = (orderId: string, skus: Record<string, number>, ttlSeconds = 600) =>
  catalog.grpc.reserve({
    orderId,
    ttlSeconds,
    lines: Object.entries(skus).map(([sku, quantity]) => ({ sku, quantity })),
  });
const reservations = () => catalog.database.connection.collection<ReservationDocument>('reservations');
const row = async (sku: string) => (await catalog.stock.findOne({ _id: sku }))!;
const refused = (code: string) => expect.objectContaining({ code });
const names = () => [uniqueName('A'), uniqueName('B'), uniqueName('ord')] as const;

describe('Reserve', () => {
  test('sums lines of one SKU and answers them sorted, with the moment of expiry', async () => {
    const [a, b, orderId] = names();
    await catalog.shelve({ [a]: 5, [b]: 5 });
    const before = catalog.now().getTime();
    const reservation = await catalog.grpc.reserve({
      orderId,
      ttlSeconds: 60,
      lines: [
        { sku: b, quantity: 1 },
        { sku: a, quantity: 2 },
        { sku: b, quantity: 3 },
      ],
    });
    expect(reservation).toMatchObject({
      orderId,
      status: 'reserved',
      lines: [
        { sku: a, quantity: 2 },
        { sku: b, quantity: 4 },
      ],
    });
    expect(Math.abs(Date.parse(reservation.expiresAt) - before - 60_000)).toBeLessThan(5_000);
  });

  test('sent twice answers the same reservation; with other lines it is refused', async () => {
    const [a, b, orderId] = names();
    await catalog.shelve({ [a]: 5, [b]: 5 });
    const first = await reserve(orderId, { [a]: 2, [b]: 1 });
    expect(await reserve(orderId, { [b]: 1, [a]: 2 })).toEqual(first);
    await expect(reserve(orderId, { [a]: 3, [b]: 1 })).rejects.toEqual(refused('RESERVATION_MISMATCH'));
    await expect(reserve(orderId, { [a]: 2 })).rejects.toEqual(refused('RESERVATION_MISMATCH'));
    expect((await row(a)).holds).toHaveLength(1);
  });

  test('holds nothing of the first article when the second is short, and says which', async () => {
    const [a, b, orderId] = names();
    await catalog.shelve({ [a]: 5, [b]: 1 });
    await expect(reserve(orderId, { [a]: 2, [b]: 2 })).rejects.toMatchObject({
      code: 'OUT_OF_STOCK',
      details: [{ sku: b, requested: 2, available: 1 }],
    });
    expect((await row(a)).holds).toEqual([]);
    await catalog.stock.updateOne({ _id: b }, { $set: { onHand: 2 } });
    expect(await reserve(orderId, { [a]: 2, [b]: 2 })).toMatchObject({ status: 'reserved' });
  });

  test('refuses articles that never were, and articles off sale', async () => {
    const [a, b, orderId] = names();
    await catalog.shelve({ [a]: 5 });
    await expect(reserve(orderId, { [a]: 1, [b]: 1 })).rejects.toEqual(refused('SKU_NOT_FOUND'));
    await catalog.stock.updateOne({ _id: a }, { $set: { active: false } });
    await expect(reserve(uniqueName('ord'), { [a]: 1 })).rejects.toEqual(refused('OUT_OF_STOCK'));
    expect((await row(a)).holds).toEqual([]);
  });

  test.each([
    ['no lines', { lines: [] }, 'lines'],
    ['a quantity of zero', { lines: [{ sku: 'A', quantity: 0 }] }, 'lines.0.quantity'],
    ['a negative quantity', { lines: [{ sku: 'A', quantity: -1 }] }, 'lines.0.quantity'],
    ['a huge quantity', { lines: [{ sku: 'A', quantity: 2_000_000_000 }] }, 'lines.0.quantity'],
    ['no SKU', { lines: [{ sku: '', quantity: 1 }] }, 'lines.0.sku'],
    ['no order', { orderId: '' }, 'orderId'],
    ['no time', { ttlSeconds: 0 }, 'ttlSeconds'],
    ['a year', { ttlSeconds: 31_536_000 }, 'ttlSeconds'],
  ])('refuses %s', async (_what, change, path) => {
    const good = { orderId: 'ord_x', ttlSeconds: 60, lines: [{ sku: 'A', quantity: 1 }] };
    await expect(catalog.grpc.reserve({ ...good, ...change })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      details: [{ path }],
    });
  });

  test('a SKU or an order called like an operator or a path is only a name', async () => {
    const orderId = `$holds.${uniqueName('o')}`;
    const sku = `$onHand${uniqueName('S')}`;
    await catalog.shelve({ [sku]: 1 });
    expect(await reserve(orderId, { [sku]: 1 })).toMatchObject({ orderId, status: 'reserved' });
    expect((await row(sku)).holds[0]!.orderId).toBe(orderId);
    expect(await catalog.grpc.commit({ orderId })).toMatchObject({ status: 'committed' });
    expect(await catalog.rowAtRest(sku)).toMatchObject({ allocated: 1, holds: [] });
  });
});

describe('when time runs out', () => {
  test('units are free at that very instant, without any sweep', async () => {
    const [a, , orderId] = names();
    await catalog.shelve({ [a]: 1 });
    const { expiresAt } = await reserve(orderId, { [a]: 1 }, 100);
    const other = uniqueName('ord');
    catalog.advance(Date.parse(expiresAt) - catalog.now().getTime() - 3_000);
    await expect(reserve(other, { [a]: 1 })).rejects.toEqual(refused('OUT_OF_STOCK'));
    catalog.advance(3_000);
    expect((await row(a)).holds).toHaveLength(1);
    expect(await reserve(other, { [a]: 1 })).toMatchObject({ status: 'reserved' });
    await expect(catalog.grpc.commit({ orderId })).rejects.toEqual(refused('RESERVATION_CLOSED'));
    expect(await row(a)).toMatchObject({ allocated: 0, holds: [{ orderId: other }] });
  });

  test('the order gets its units all the same while they are free: by Commit, and by asking again', async () => {
    const [a, b, orderId] = names();
    await catalog.shelve({ [a]: 1, [b]: 1 });
    await reserve(orderId, { [a]: 1 }, 10);
    const again = uniqueName('ord');
    const first = await reserve(again, { [b]: 1 }, 10);
    catalog.advance(11_000);
    expect(await catalog.grpc.commit({ orderId })).toMatchObject({ status: 'committed' });
    const second = await reserve(again, { [b]: 1 }, 10);
    expect(Date.parse(second.expiresAt)).toBeGreaterThan(Date.parse(first.expiresAt));
    expect(await catalog.rowAtRest(a)).toMatchObject({ allocated: 1, holds: [] });
    expect((await row(b)).holds).toHaveLength(1);
  });

  test('what is left over is swept away in the end, and can still be sold after', async () => {
    const [a, b, orderId] = names();
    await catalog.shelve({ [a]: 3, [b]: 3 });
    await reserve(orderId, { [a]: 1, [b]: 1 }, 10);
    catalog.advance(10_000 + 61_000);
    await until('the holds are gone', async () => (await row(b)).holds.length === 0);
    expect((await row(a)).holds).toEqual([]);
    // The word that replicas of an older release know it by.
    expect(await reservations().findOne({ _id: orderId })).toMatchObject({ status: 'lapsed' });
    expect(await catalog.grpc.commit({ orderId })).toMatchObject({ status: 'committed' });
    expect([(await row(a)).allocated, (await row(b)).allocated]).toEqual([1, 1]);
  });
});

describe('Commit and Release', () => {
  test('Commit sells once, however often it is sent', async () => {
    const [a, b, orderId] = names();
    await catalog.shelve({ [a]: 5, [b]: 5 });
    await reserve(orderId, { [a]: 2, [b]: 1 });
    const first = await catalog.grpc.commit({ orderId });
    expect(first).toMatchObject({ status: 'committed', expiresAt: '', lines: [{ sku: a }, { sku: b }] });
    expect(await catalog.grpc.commit({ orderId })).toEqual(first);
    expect(await reserve(orderId, { [a]: 2, [b]: 1 })).toEqual(first);
    expect(await catalog.rowAtRest(a)).toMatchObject({ onHand: 5, allocated: 2, holds: [] });
  });

  test('Commit of what was never reserved finds nothing', async () => {
    await expect(catalog.grpc.commit({ orderId: uniqueName('ord') })).rejects.toEqual(
      refused('RESERVATION_NOT_FOUND'),
    );
  });

  test('Release gives back, closes the order, and can be repeated', async () => {
    const [a, b, orderId] = names();
    await catalog.shelve({ [a]: 2, [b]: 2 });
    await reserve(orderId, { [a]: 2, [b]: 2 });
    expect(await catalog.grpc.release({ orderId })).toMatchObject({ status: 'released' });
    expect(await catalog.grpc.release({ orderId })).toMatchObject({ status: 'released' });
    expect([(await row(a)).holds, (await row(b)).holds]).toEqual([[], []]);
    await expect(catalog.grpc.commit({ orderId })).rejects.toEqual(refused('RESERVATION_CLOSED'));
    await expect(reserve(orderId, { [a]: 2, [b]: 2 })).rejects.toEqual(refused('RESERVATION_CLOSED'));
  });

  test('a Reserve that comes after the Release of an unknown order is refused', async () => {
    const [a, , orderId] = names();
    await catalog.shelve({ [a]: 1 });
    expect(await catalog.grpc.release({ orderId })).toMatchObject({ status: 'released', lines: [] });
    await expect(reserve(orderId, { [a]: 1 })).rejects.toEqual(refused('RESERVATION_CLOSED'));
    expect((await row(a)).holds).toEqual([]);
  });

  test('sold units come back only with restock, and once', async () => {
    const [a, b, orderId] = names();
    await catalog.shelve({ [a]: 3, [b]: 3 });
    await reserve(orderId, { [a]: 3, [b]: 1 });
    await catalog.grpc.commit({ orderId });
    expect(await catalog.grpc.release({ orderId })).toMatchObject({ status: 'committed' });
    expect((await row(a)).allocated).toBe(3);
    expect(await catalog.grpc.release({ orderId, restock: true })).toMatchObject({ status: 'released' });
    expect(await catalog.grpc.release({ orderId, restock: true })).toMatchObject({ status: 'released' });
    expect([(await row(a)).allocated, (await row(b)).allocated]).toEqual([0, 0]);
    expect(await reserve(uniqueName('ord'), { [a]: 3 })).toMatchObject({ status: 'reserved' });
  });

  test('a restock that died half-way is finished by the sweep', async () => {
    const [a, b, orderId] = names();
    await catalog.shelve({ [a]: 3, [b]: 3 });
    await reserve(orderId, { [a]: 2, [b]: 1 });
    await catalog.grpc.commit({ orderId });
    const updatedAt = new Date(catalog.now().getTime() - 61_000);
    await reservations().updateOne({ _id: orderId }, { $set: { status: 'restocking', updatedAt } });
    await until('the order is closed', async () => {
      const found = await reservations().findOne({ _id: orderId });
      return found!.status === 'released';
    });
    expect([(await row(a)).allocated, (await row(b)).allocated]).toEqual([0, 0]);
  });

  test('only orders may call', async () => {
    const wallet = callAs('wallet', 'catalog', catalog.replicas[0]!.grpcAddress, catalog.keys);
    await expect(wallet.release({ orderId: 'ord_x' })).rejects.toEqual(refused('FORBIDDEN'));
    wallet.close();
  });
});

describe('the low-stock event', () => {
  const published = (sku: string) => events.of('stockLow').filter((event) => event.subject === sku);

  test('is published once per crossing of the threshold', async () => {
    const sku = uniqueName('LOW');
    await catalog.shelve({ [sku]: 5 }, 3);
    const orders = Array.from({ length: 4 }, () => uniqueName('ord'));
    await reserve(orders[0]!, { [sku]: 1 });
    await reserve(orders[1]!, { [sku]: 1 });
    await reserve(orders[2]!, { [sku]: 1 });
    await until('the event', () => published(sku).length > 0);
    await catalog.grpc.release({ orderId: orders[0]! });
    await catalog.grpc.release({ orderId: orders[1]! });
    expect(published(sku).map((event) => event.data)).toEqual([
      { sku, productId: `prd_of_${sku}`, storeId: 'str_test', available: 3, threshold: 3 },
    ]);
    await reserve(orders[3]!, { [sku]: 2 });
    await until('the second crossing', () => published(sku).length === 2);
    expect(published(sku)[1]!.data.available).toBe(2);
    expect((await row(sku)).lowNotice).toBeUndefined();
  });

  test('is published by the sweep when the one who crossed died before it could', async () => {
    const sku = uniqueName('LOW');
    await catalog.shelve({ [sku]: 5 }, 3);
    const lowNotice = { id: `${sku} dead 1`, available: 2, at: new Date(catalog.now().getTime() - 61_000) };
    await catalog.stock.updateOne({ _id: sku }, { $set: { lowNotice } });
    await until('the event', () => published(sku).length === 1);
    await until('the notice is cleared', async () => (await row(sku)).lowNotice === undefined);
  });
});
