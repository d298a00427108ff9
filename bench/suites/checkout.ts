import { orThrow } from '@chowk/client';
import { startStack, type Stores } from '@chowk/devstack';
import { inr, phoneNumber, TestUser, uniqueName, type TestStack } from '@chowk/testing';
import { runRounds, type Outcome } from '../harness/rounds.ts';

const BUYERS = 8;
const SECONDS = 8;

/** Whole-stack checkouts: each buyer adds a thing to the cart and pays from the wallet, over and over. */
export async function benchCheckout(stores: Stores): Promise<Outcome> {
  const adminPhone = '+919800000001';
  const stack = await startStack({
    stores,
    prefix: uniqueName('bench'),
    extraEnv: {
      LOG_LEVEL: 'warn',
      RATE_LIMIT_ANONYMOUS: '100000000',
      RATE_LIMIT_USER: '100000000',
      RATE_LIMIT_AUTH_PER_MINUTE: '100000',
      OTP_SENDS_PER_HOUR_ADDRESS: '100000',
      OTP_SENDS_PER_HOUR_NETWORK: '100000',
      OTP_SENDS_PER_HOUR_TOTAL: '100000',
      BOOTSTRAP_ADMIN_PHONES: adminPhone,
    },
  });
  try {
    const addresses: TestStack = { gatewayUrl: stack.gatewayUrl, emulatorUrl: stack.emulator.url };
    const admin = await TestUser.signIn(addresses, adminPhone);
    const products = await makeProducts(admin);
    const buyers = await Promise.all(
      Array.from({ length: BUYERS }, async (_, i) => {
        const buyer = await TestUser.signIn(addresses, phoneNumber(i));
        for (let n = 0; n < 5; n++) await buyer.topUp(10_000_000);
        return buyer;
      }),
    );
    const round = async () => {
      const times: number[] = [];
      const end = performance.now() + SECONDS * 1000;
      await Promise.all(
        buyers.map(async (buyer, i) => {
          while (performance.now() < end) {
            const start = performance.now();
            await buyer.addToCart(products[i]!.productId, 1, products[i]!.variantId);
            await orThrow(buyer.placeOrder());
            times.push(performance.now() - start);
          }
        }),
      );
      times.sort((a, b) => a - b);
      return {
        'checkouts per second': times.length / SECONDS,
        'median ms': times[Math.floor(times.length / 2)]!,
        'p99 ms': times[Math.floor(times.length * 0.99)]!,
      };
    };
    return await runRounds('checkout', [{ name: `Chowk, ${BUYERS} buyers at once`, round }]);
  } finally {
    await stack.stop();
  }
}

async function makeProducts({ chowk }: TestUser): Promise<Array<{ productId: string; variantId: string }>> {
  const { category } = (
    await orThrow(chowk.createCategory({ body: { name: 'Bench', slug: 'bench', type: 'home_delivery' } }))
  ).data;
  const { store } = (
    await orThrow(
      chowk.createStore({
        body: {
          name: 'Bench',
          categoryIds: [category.id],
          address: {
            line1: '1 MG Road',
            area: 'Ashok Nagar',
            city: 'Bengaluru',
            state: 'Karnataka',
            pincode: '560001',
          },
          location: { lat: 12.975, lng: 77.605 },
          hours: { zone: 'Asia/Kolkata', weekly: [] },
          minimumOrder: inr(0),
          deliveryFee: inr(0),
          deliveryRadiusMetres: 10_000,
        },
      }),
    )
  ).data;
  return Promise.all(
    Array.from({ length: BUYERS }, async (_, i) => {
      const price = { original: inr(100), selling: inr(100) };
      const { product } = (
        await orThrow(
          chowk.createProduct({
            body: {
              name: `Bench ${i}`,
              categoryId: category.id,
              storeId: store.id,
              variants: [{ sku: `BENCH-${i}`, stock: 1_000_000, price }],
              gstRateBps: 1800,
              hsn: '8471',
            },
          }),
        )
      ).data;
      return { productId: product.id, variantId: product.variants[0]!.id };
    }),
  );
}
