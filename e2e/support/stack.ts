import { startStack, type Stack, type StartStackOptions } from '@chowk/devstack';
import { Person, phoneNumber, storeAddresses, uniqueName, type World } from '@chowk/testing';

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

export interface TestStack extends World {
  stack: Stack;
  prefix: string;
  /** Every line that a process wrote, parsed. */
  logs: LogLine[];
  admin: Person;
  /** A new person, signed in, with this much money (paise). */
  newPerson(paise?: number): Promise<Person>;
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
export async function startTestStack(
  options: Pick<StartStackOptions, 'replicas' | 'extraEnv'> = {},
): Promise<TestStack> {
  const prefix = uniqueName('e2e');
  const logs: LogLine[] = [];
  const extra = options.extraEnv ?? {};
  const stack = await startStack({
    stores: storeAddresses(),
    prefix,
    ports: {},
    ...(options.replicas && { replicas: options.replicas }),
    extraEnv: (name, replica) => ({
      ...FOR_CROWDS,
      LOG_LEVEL: 'info',
      ...(typeof extra === 'function' ? extra(name, replica) : extra),
    }),
    onLine: (process, line) => {
      if (line.startsWith('{')) logs.push({ process, ...(JSON.parse(line) as object) });
      else logs.push({ process, text: line });
    },
  });
  const world: World = { gatewayUrl: stack.gatewayUrl, emulatorUrl: stack.emulator.url };
  const admin = await Person.signIn(world, ADMIN_PHONE);
  let people = 0;
  let products = 0;
  return {
    ...world,
    stack,
    prefix,
    logs,
    admin,
    async newPerson(paise = 0) {
      people += 1;
      const person = await Person.signIn(world, phoneNumber(people));
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

async function makeProduct(admin: Person, n: number, stock: number, pricePaise: number) {
  const must = async (what: string, asked: ReturnType<typeof admin.api.post>) => {
    const answer = await asked;
    if (answer.status !== 201) throw new Error(`${what}: ${answer.status} ${answer.text}`);
    return answer.body.data;
  };
  const { category } = await must(
    'category',
    admin.api.post('/api/v1/categories', {
      name: `Category ${n}`,
      slug: `category-${n}`,
      type: 'home_delivery',
    }),
  );
  const { store } = await must(
    'store',
    admin.api.post('/api/v1/stores', storeBody(n, category.id as string)),
  );
  const sku = `SKU-${n}`;
  const { product } = await must(
    'product',
    admin.api.post(
      '/api/v1/products',
      productBody(n, sku, category.id as string, store.id as string, stock, pricePaise),
    ),
  );
  return { productId: product.id as string, variantId: product.variants[0].id as string, sku };
}

const inr = (amount: number) => ({ amount, currency: 'INR' });

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
  hours: { zone: 'Asia/Kolkata', weekly: [{ day: 'mon', opens: '09:00', closes: '21:00' }] },
  minimumOrder: inr(0),
  deliveryFee: inr(0),
  deliveryRadiusMetres: 10_000,
});

const productBody = (
  n: number,
  sku: string,
  categoryId: string,
  storeId: string,
  stock: number,
  price: number,
) => ({
  name: `Product ${n}`,
  categoryId,
  storeId,
  variants: [{ sku, stock, price: { original: inr(price), selling: inr(price) } }],
  gstRateBps: 1800,
  hsn: '8471',
});

/** Stock of an article as the back office sees it. */
export async function inventory(
  admin: Person,
  sku: string,
): Promise<{ onHand: number; allocated: number; reserved: number }> {
  const { body } = await admin.api.get(`/api/v1/inventory/${sku}`);
  return body.data.inventory;
}

/** The ledger's own check of itself. */
export async function ledgerReport(admin: Person): Promise<{ ok: boolean }> {
  const { body } = await admin.api.get('/api/v1/admin/ledger/verify');
  return body.data.report ?? body.data;
}
