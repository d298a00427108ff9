import { startStack, type Stores } from '@chowk/devstack';
import { Person, phoneNumber, uniqueName, type World } from '@chowk/testing';
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
    const world: World = { gatewayUrl: stack.gatewayUrl, emulatorUrl: stack.emulator.url };
    const admin = await Person.signIn(world, adminPhone);
    const products = await makeProducts(admin);
    const buyers = await Promise.all(
      Array.from({ length: BUYERS }, async (_, i) => {
        const buyer = await Person.signIn(world, phoneNumber(i));
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
            const placed = await buyer.placeOrder();
            if (placed.status !== 201) throw new Error(`checkout: ${placed.status} ${placed.text}`);
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

const inr = (amount: number) => ({ amount, currency: 'INR' });

async function makeProducts(admin: Person): Promise<Array<{ productId: string; variantId: string }>> {
  const make = async (path: string, body: object) => {
    const answer = await admin.api.post(path, body);
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.body.data;
  };
  const { category } = await make('/api/v1/categories', {
    name: 'Bench',
    slug: 'bench',
    type: 'home_delivery',
  });
  const { store } = await make('/api/v1/stores', {
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
  });
  return Promise.all(
    Array.from({ length: BUYERS }, async (_, i) => {
      const { product } = await make('/api/v1/products', {
        name: `Bench ${i}`,
        categoryId: category.id,
        storeId: store.id,
        variants: [{ sku: `BENCH-${i}`, stock: 1_000_000, price: { original: inr(100), selling: inr(100) } }],
        gstRateBps: 1800,
        hsn: '8471',
      });
      return { productId: product.id as string, variantId: product.variants[0].id as string };
    }),
  );
}
