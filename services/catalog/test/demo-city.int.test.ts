import { join } from 'node:path';
import { spawnProcess } from '@chowk/testing';
import { startCatalog, type TestCatalog } from './fixture.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());

const SEED = join(import.meta.dirname, '../src/cli/seed.ts');

/** Runs the command as people do, in a process of its own; its lines. */
async function seed(): Promise<string[]> {
  const command = spawnProcess({ main: SEED, env: catalog.env });
  expect(await command.exit).toBe(0);
  return command.output().trimEnd().split('\n');
}

test('the demo city is loaded once, and loading it again keeps what was sold and edited since', async () => {
  expect((await seed()).at(-1)).toBe('catalog products: 200 added, 0 were there');
  const nearby = await catalog.anonymous.get('/api/v1/stores/nearby?lat=22.7196&lng=75.8577&radius=1000');
  expect(nearby.body.data.items[0]).toMatchObject({
    address: { city: 'Indore' },
    openNow: expect.any(Boolean),
  });
  const found = await catalog.anonymous.get('/api/v1/products?q=ratlami&inStock=true');
  const [product] = found.body.data.items;
  expect(product).toMatchObject({ name: 'Ratlami Sev', inStock: true });

  const { sku } = product.variants.find((variant: { inStock: boolean }) => variant.inStock);
  await catalog.grpc.reserve({ orderId: 'ord_1', ttlSeconds: 600, lines: [{ sku, quantity: 2 }] });
  await catalog.grpc.commit({ orderId: 'ord_1' });
  await catalog.rowAtRest(sku);
  const products = catalog.database.connection.collection<{ _id: string }>('products');
  await products.updateOne({ _id: product.id }, { $set: { name: 'Renamed Sev' } });

  const before = await catalog.stock.find().sort({ _id: 1 }).toArray();
  expect((await seed()).slice(-1)).toEqual(['catalog products: 0 added, 200 were there']);
  expect(await catalog.stock.find().sort({ _id: 1 }).toArray()).toEqual(before);
  expect(await products.findOne({ _id: product.id })).toMatchObject({ name: 'Renamed Sev' });
});
