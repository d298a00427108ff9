import { inr, testClient, uniqueName } from '@chowk/testing';
import { peopleOf, productBody, storeBody, variant } from './builders.ts';
import { startCatalog, type TestCatalog } from './fixture.ts';

const ROUNDS = process.env.CHAOS ? 1_000 : 20;

let catalog: TestCatalog;
beforeAll(async () => {
  catalog = await startCatalog({ replicas: 2 });
}, 60_000);
afterAll(() => catalog.stop());

const { merchant, makeCategory, makeStore, makeProduct } = peopleOf(() => catalog);

/** A product in a store of its own, and what others than its editor's replica answer for it. */
async function oneProduct() {
  const category = await makeCategory();
  const store = await makeStore(category.id);
  const product = await makeProduct(store.id, category.id);
  const offerFrom = async (replica: number) => {
    const { products, stores } = await catalog.clients[replica]!.getOffers({ productIds: [product.id] });
    return { product: products[0], store: stores[0] };
  };
  return { category, store, product, sku: product.variants[0].sku as string, offerFrom };
}
/** The merchant at one of the replicas. */
const merchantAt = (replica: number) =>
  testClient(
    catalog.replicas[replica]!.url,
    catalog.keys.headers('catalog', { userId: 'usr_m1', roles: ['merchant'] }),
  );

test('offers have the products that exist, with prices and stock, and each of their stores once', async () => {
  const { category, store, product, sku } = await oneProduct();
  const second = await makeProduct(store.id, category.id);
  const elsewhere = await oneProduct();
  const ids = [product.id, second.id, elsewhere.product.id, 'prd_none'];
  const { products, stores } = await catalog.grpc.getOffers({ productIds: ids });
  expect(products.map(({ id }) => id).sort()).toEqual(ids.slice(0, 3).sort());
  expect(stores.map(({ id }) => id).sort()).toEqual([store.id, elsewhere.store.id].sort());
  expect(products.find(({ id }) => id === product.id)).toMatchObject({
    storeId: store.id,
    gstRateBps: 500,
    variants: [{ sku, price: { amount: '15000', currency: 'INR' }, available: 5 }],
  });
  expect(stores.find(({ id }) => id === store.id)).toMatchObject({
    ownerUserId: 'usr_m1',
    state: 'Madhya Pradesh',
    minimumOrder: { amount: '10000' },
    deliveryFee: { amount: '2500' },
    active: true,
  });
  expect(await catalog.grpc.getOffers({ productIds: [] })).toEqual({ products: [], stores: [] });
});

test('a deleted product has no offer, nor has one of a store that closed', async () => {
  const { store, product, offerFrom } = await oneProduct();
  const other = await oneProduct();
  await merchant().delete(`/api/v1/products/${other.product.id}`);
  expect(await other.offerFrom(1)).toEqual({ product: undefined, store: undefined });
  await merchant().delete(`/api/v1/stores/${store.id}`);
  expect(await offerFrom(1)).toEqual({ product: undefined, store: undefined });
  expect(product.id).not.toBe(other.product.id);
});

test('what one replica has answered to an edit, the next offer of the other one has: price, fee and stock', async () => {
  const { category, store, product, sku, offerFrom } = await oneProduct();
  for (let round = 1; round <= ROUNDS; round++) {
    const [editor, asked] = round % 2 ? [0, 1] : [1, 0];
    const price = inr(10_000 + round);
    const body = productBody(category.id, {
      variants: [variant({ sku, price: { original: price, selling: price } })],
    });
    const edited = await merchantAt(editor).put(`/api/v1/products/${product.id}`, body);
    const priced = await offerFrom(asked);
    expect([edited.status, priced.product!.variants[0]!.price!.amount]).toEqual([200, String(price.amount)]);

    const fee = storeBody(category.id, { deliveryFee: inr(round) });
    const moved = await merchantAt(editor).put(`/api/v1/stores/${store.id}`, fee);
    const delivered = await offerFrom(asked);
    expect([moved.status, delivered.store!.deliveryFee!.amount]).toEqual([200, String(round)]);

    const orderId = uniqueName('ord');
    await catalog.clients[editor]!.reserve({ orderId, ttlSeconds: 600, lines: [{ sku, quantity: 2 }] });
    expect((await offerFrom(asked)).product!.variants[0]!.available).toBe(3);
    await catalog.clients[editor]!.release({ orderId });
    expect((await offerFrom(asked)).product!.variants[0]!.available).toBe(5);
  }
}, 300_000);
