import { loadDemoCity } from '../src/seed/load-demo-city.ts';
import { startCatalog, type TestCatalog } from './catalog-fixture.ts';

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());

it('the demo city is loaded once, and loading it again keeps what was sold and edited since', async () => {
  const lines: string[] = [];
  await loadDemoCity(catalog.database.connection, (line) => lines.push(line));
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
  const products = catalog.database.connection.collection<{ _id: string }>('products');
  await products.updateOne({ _id: product.id }, { $set: { name: 'Renamed Sev' } });

  const before = await catalog.stock.find().sort({ _id: 1 }).toArray();
  await loadDemoCity(catalog.database.connection, (line) => lines.push(line));
  expect(lines.slice(-1)).toEqual(['products: 0 added, 200 were there']);
  expect(await catalog.stock.find().sort({ _id: 1 }).toArray()).toEqual(before);
  expect(await products.findOne({ _id: product.id })).toMatchObject({ name: 'Renamed Sev' });
});
