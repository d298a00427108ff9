import { join } from 'node:path';
import { callAs, spawnService, uniqueName } from '@chowk/testing';
import { startCatalog, type TestCatalog } from './fixture.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  // The sweep would finish what a dead replica left before a test has looked at it.
  catalog = await startCatalog({ env: { STOCK_SWEEP_INTERVAL_MS: '600000' } });
});
afterAll(() => catalog.stop());

const MAIN = join(import.meta.dirname, '../src/main.ts');

const row = async (sku: string) => (await catalog.stock.findOne({ _id: sku }))!;
const linesOf = (...skus: string[]) => skus.map((sku) => ({ sku, quantity: 1 }));

/** Calls at a replica, in a process of its own, that dies of it. */
async function dieAt(
  failpoint: string,
  call: (client: TestCatalog['grpc']) => Promise<unknown>,
): Promise<void> {
  const replica = await spawnService({ main: MAIN, env: catalog.env, failpoints: `${failpoint}=kill` });
  const client = callAs('orders', 'catalog', replica.grpcAddress, catalog.keys);
  await expect(call(client)).rejects.toMatchObject({ code: expect.stringMatching(/^UPSTREAM_/) });
  expect(await replica.exit).toBe('SIGKILL');
  client.close();
}

describe('when a replica is killed between two articles', () => {
  test('of a Reserve, the same order completes it on another replica', async () => {
    const [a, b, orderId] = [uniqueName('A'), uniqueName('B'), uniqueName('ord')];
    await catalog.shelve({ [a]: 1, [b]: 1 });
    await dieAt('catalog.reserve.between-skus', (client) =>
      client.reserve({ orderId, ttlSeconds: 600, lines: linesOf(a, b) }),
    );
    expect([(await row(a)).holds.length, (await row(b)).holds.length]).toEqual([1, 0]);
    const again = await catalog.grpc.reserve({ orderId, ttlSeconds: 600, lines: linesOf(a, b) });
    expect(again.status).toBe('reserved');
    expect([(await row(a)).holds.length, (await row(b)).holds.length]).toEqual([1, 1]);
  }, 30_000);

  test('of a Reserve, others get the units when its time is over, and it can begin anew', async () => {
    const [a, b, orderId] = [uniqueName('A'), uniqueName('B'), uniqueName('ord')];
    await catalog.shelve({ [a]: 1, [b]: 1 });
    await dieAt('catalog.reserve.between-skus', (client) =>
      client.reserve({ orderId, ttlSeconds: 60, lines: linesOf(a, b) }),
    );
    const other = { orderId: uniqueName('ord'), ttlSeconds: 600, lines: linesOf(a) };
    await expect(catalog.grpc.reserve(other)).rejects.toMatchObject({ code: 'OUT_OF_STOCK' });
    catalog.advance(60_000);
    expect((await catalog.grpc.reserve(other)).status).toBe('reserved');
    const anew = { orderId, ttlSeconds: 60, lines: linesOf(a, b) };
    await expect(catalog.grpc.reserve(anew)).rejects.toMatchObject({ code: 'OUT_OF_STOCK' });
    expect((await row(b)).holds).toEqual([]);
    await catalog.grpc.release({ orderId: other.orderId });
    expect((await catalog.grpc.reserve(anew)).status).toBe('reserved');
  }, 30_000);

  test('of a Commit, the same order completes it, and each article is sold once', async () => {
    const [a, b, orderId] = [uniqueName('A'), uniqueName('B'), uniqueName('ord')];
    await catalog.shelve({ [a]: 2, [b]: 2 });
    await catalog.grpc.reserve({ orderId, ttlSeconds: 600, lines: linesOf(a, b) });
    await dieAt('catalog.commit.between-skus', (client) => client.commit({ orderId }));
    expect([(await row(a)).allocated, (await row(b)).allocated]).toEqual([1, 0]);
    expect((await catalog.grpc.commit({ orderId })).status).toBe('committed');
    for (const sku of [a, b]) expect(await catalog.rowAtRest(sku)).toMatchObject({ allocated: 1, holds: [] });
  }, 30_000);

  test('of a Commit, a Release instead undoes what was sold', async () => {
    const [a, b, orderId] = [uniqueName('A'), uniqueName('B'), uniqueName('ord')];
    await catalog.shelve({ [a]: 2, [b]: 2 });
    await catalog.grpc.reserve({ orderId, ttlSeconds: 600, lines: linesOf(a, b) });
    await dieAt('catalog.commit.between-skus', (client) => client.commit({ orderId }));
    expect((await catalog.grpc.release({ orderId })).status).toBe('released');
    for (const sku of [a, b]) expect(await row(sku)).toMatchObject({ allocated: 0, holds: [] });
  }, 30_000);

  test('of a restock, repeating gives each article back once', async () => {
    const [a, b, orderId] = [uniqueName('A'), uniqueName('B'), uniqueName('ord')];
    await catalog.shelve({ [a]: 2, [b]: 2 });
    await catalog.grpc.reserve({ orderId, ttlSeconds: 600, lines: linesOf(a, b) });
    await catalog.grpc.commit({ orderId });
    await dieAt('catalog.release.between-skus', (client) => client.release({ orderId, restock: true }));
    expect([(await row(a)).allocated, (await row(b)).allocated]).toEqual([0, 1]);
    expect((await catalog.grpc.release({ orderId, restock: true })).status).toBe('released');
    expect([(await row(a)).allocated, (await row(b)).allocated]).toEqual([0, 0]);
  }, 30_000);
});
