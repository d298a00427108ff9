import { orThrow } from '@chowk/client';
import { startStack, type Stack, type StartStackOptions } from '@chowk/devstack';
import { inr, phoneNumber, storeAddresses, TestUser, uniqueName, type TestStack } from '@chowk/testing';

/** Phone of the person who runs the installation under test. */
const ADMIN_PHONE = '+919800000001';

/** Limits that would stop a test's crowd, which all comes from one address. */
const FOR_CROWDS = {
  RATE_LIMIT_ANONYMOUS: '100000',
  RATE_LIMIT_USER: '100000',
  RATE_LIMIT_AUTH_PER_MINUTE: '100000',
  OTP_SENDS_PER_HOUR_ADDRESS: '100000',
  OTP_SENDS_PER_HOUR_NETWORK: '100000',
  OTP_SENDS_PER_HOUR_TOTAL: '100000',
  BOOTSTRAP_ADMIN_PHONES: ADMIN_PHONE,
};

/** The whole house of one test file, and people in it. */
export interface House extends TestStack {
  stack: Stack;
  prefix: string;
  /** Every line that a process wrote, parsed. */
  logs: LogLine[];
  admin: TestUser;
  /** A new person, signed in, with this much money (paise). */
  newPerson(paise?: number): Promise<TestUser>;
  /** A shop with one product of a certain stock, made through the API. */
  newProduct(
    stock: number,
    pricePaise?: number,
  ): Promise<{ productId: string; variantId: string; sku: string }>;
  stop(): Promise<void>;
}

interface LogLine {
  process: string;
  // Log lines have whatever fields they have; the tests look at a few by name.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [field: string]: any;
}

/** The whole house over the run's stores: real processes, real sockets, a database prefix of its own. */
export async function startHouse(
  options: Pick<StartStackOptions, 'replicas' | 'extraEnv'> & {
    /** default: the run's */
    stores?: StartStackOptions['stores'];
  } = {},
): Promise<House> {
  const prefix = uniqueName('e2e');
  const logs: LogLine[] = [];
  const extra = options.extraEnv ?? {};
  const stack = await startStack({
    stores: options.stores ?? storeAddresses(),
    prefix,
    ports: {},
    ...(options.replicas && { replicas: options.replicas }),
    extraEnv: (name, replica) => ({
      ...FOR_CROWDS,
      LOG_LEVEL: 'info',
      // Every answer of every service is held against its declaration.
      CHECK_REPLIES: 'true',
      ...(typeof extra === 'function' ? extra(name, replica) : extra),
    }),
    onLine: (process, line) => {
      if (line.startsWith('{')) logs.push({ process, ...(JSON.parse(line) as object) });
      else logs.push({ process, text: line });
    },
  });
  const addresses: TestStack = { gatewayUrl: stack.gatewayUrl, emulatorUrl: stack.emulator.url };
  const admin = await TestUser.signIn(addresses, ADMIN_PHONE);
  let people = 0;
  let products = 0;
  return {
    ...addresses,
    stack,
    prefix,
    logs,
    admin,
    async newPerson(paise = 0) {
      people += 1;
      const person = await TestUser.signIn(addresses, phoneNumber(people));
      if (paise > 0) await person.topUp(paise);
      return person;
    },
    async newProduct(stock, pricePaise = 10_000) {
      products += 1;
      return makeProduct(admin, products, stock, pricePaise);
    },
    stop: () => stack.stop(),
  };
}

async function makeProduct(admin: TestUser, n: number, stock: number, pricePaise: number) {
  const { chowk } = admin;
  const { category } = (
    await orThrow(
      chowk.createCategory({
        body: { name: `Category ${n}`, slug: `category-${n}`, type: 'home_delivery' },
      }),
    )
  ).data;
  const { store } = (await orThrow(chowk.createStore({ body: storeBody(n, category.id) }))).data;
  const sku = `SKU-${n}`;
  const price = { original: inr(pricePaise), selling: inr(pricePaise) };
  const { product } = (
    await orThrow(
      chowk.createProduct({
        body: {
          name: `Product ${n}`,
          categoryId: category.id,
          storeId: store.id,
          variants: [{ sku, stock, price }],
          gstRateBps: 1800,
          hsn: '8471',
        },
      }),
    )
  ).data;
  return { productId: product.id, variantId: product.variants[0]!.id, sku };
}

const storeBody = (n: number, categoryId: string) => ({
  name: `Store ${n}`,
  categoryIds: [categoryId],
  address: {
    line1: '1 MG Road',
    area: 'Ashok Nagar',
    city: 'Bengaluru',
    state: 'Karnataka',
    pincode: '560001',
  },
  location: { lat: 12.975, lng: 77.605 },
  hours: {
    zone: 'Asia/Kolkata',
    weekly: [{ day: 'mon' as const, opens: '09:00', closes: '21:00' }],
  },
  minimumOrder: inr(0),
  deliveryFee: inr(0),
  deliveryRadiusMetres: 10_000,
});

/** Stock of an article as the back office sees it. */
export const inventory = async (admin: TestUser, sku: string) =>
  (await orThrow(admin.chowk.getInventory({ path: { sku } }))).data.inventory;

/** The ledger's own check of itself. */
export { verifiedLedger as ledgerReport } from '@chowk/testing';
