import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { orThrow } from '@chowk/client';
import type { Stack, startStack, Stores } from '@chowk/devstack';
import { inr, phoneNumber, TestUser, uniqueName, type TestStack } from '@chowk/testing';
import { storeProcesses } from './cpu-meter.ts';
import type { Shop } from './shop.ts';

const CHECKOUT = path.join(import.meta.dirname, '../..');
const ADMIN_PHONE = '+919800000001';

/** Nothing that is there to slow people down may slow the bench down. */
const UNLIMITED = {
  LOG_LEVEL: 'warn',
  RATE_LIMIT_ANONYMOUS: '100000000',
  RATE_LIMIT_USER: '100000000',
  RATE_LIMIT_AUTH_PER_MINUTE: '100000',
  OTP_SENDS_PER_HOUR_ADDRESS: '100000',
  OTP_SENDS_PER_HOUR_NETWORK: '100000',
  OTP_SENDS_PER_HOUR_TOTAL: '100000',
  BOOTSTRAP_ADMIN_PHONES: ADMIN_PHONE,
};

export interface ChowkStack {
  stack: Stack;
  addresses: TestStack;
  admin: TestUser;
  prefix: string;
}

/**
 * Starts the seven services of a checkout of Chowk, this one unless `root` names another, with data of their own.
 * @param envOf goes on top of what a service gets
 */
export async function startChowk(
  stores: Stores,
  {
    root = CHECKOUT,
    envOf = () => ({}),
  }: { root?: string; envOf?: (service: string) => Record<string, string> } = {},
): Promise<ChowkStack> {
  const devstack = pathToFileURL(path.join(path.resolve(root), 'tools/devstack/src/index.ts')).href;
  const { startStack: start } = (await import(devstack)) as { startStack: typeof startStack };
  const prefix = uniqueName('bench');
  const stack = await start({ stores, prefix, extraEnv: (name) => ({ ...UNLIMITED, ...envOf(name) }) });
  const addresses = { gatewayUrl: stack.gatewayUrl, emulatorUrl: stack.emulator.url };
  return { stack, addresses, prefix, admin: await TestUser.signIn(addresses, ADMIN_PHONE) };
}

/** Chowk as a shop: each buyer has a product and a full wallet of their own. */
export async function openChowk(
  name: string,
  stores: Stores,
  options: { buyers: number; root?: string; envOf?: (service: string) => Record<string, string> },
): Promise<Shop> {
  const { stack, addresses, admin } = await startChowk(stores, options);
  const products = await makeProducts(admin, options.buyers);
  const buyers: TestUser[] = [];
  for (let i = 0; i < options.buyers; i++) {
    const buyer = await TestUser.signIn(addresses, phoneNumber(i));
    for (let n = 0; n < 3; n++) await buyer.topUp(10_000_000);
    buyers.push(buyer);
  }
  return {
    name,
    processes: {
      ...Object.fromEntries(
        Object.entries(stack.replicas).map(([service, handles]) => [
          service,
          () => handles.map(({ pid }) => pid),
        ]),
      ),
      ...storeProcesses(stores),
    },
    async checkout(i) {
      const { productId, variantId } = products[i]!;
      await buyers[i]!.addToCart(productId, 1, variantId);
      await orThrow(buyers[i]!.placeOrder());
    },
    stop: () => stack.stop(),
  };
}

/** A category and a shop in it. */
export async function makeShop({ chowk }: TestUser): Promise<{ categoryId: string; storeId: string }> {
  const { category } = (
    await orThrow(chowk.createCategory({ body: { name: 'Bench', slug: 'bench', type: 'home_delivery' } }))
  ).data;
  const address = {
    line1: '1 MG Road',
    area: 'Ashok Nagar',
    city: 'Bengaluru',
    state: 'Karnataka',
    pincode: '560001',
  };
  const { store } = (
    await orThrow(
      chowk.createStore({
        body: {
          name: 'Bench',
          categoryIds: [category.id],
          address,
          location: { lat: 12.975, lng: 77.605 },
          hours: { zone: 'Asia/Kolkata', weekly: [] },
          minimumOrder: inr(0),
          deliveryFee: inr(0),
          deliveryRadiusMetres: 10_000,
        },
      }),
    )
  ).data;
  return { categoryId: category.id, storeId: store.id };
}

async function makeProducts(
  admin: TestUser,
  count: number,
): Promise<Array<{ productId: string; variantId: string }>> {
  const shop = await makeShop(admin);
  const price = { original: inr(100), selling: inr(100) };
  const products: Array<{ productId: string; variantId: string }> = [];
  for (let i = 0; i < count; i++) {
    const variants = [{ sku: `BENCH-${i}`, stock: 1_000_000, price }];
    const body = { name: `Bench ${i}`, ...shop, variants, gstRateBps: 1800, hsn: '8471' };
    const { product } = (await orThrow(admin.chowk.createProduct({ body }))).data;
    products.push({ productId: product.id, variantId: product.variants[0]!.id });
  }
  return products;
}
