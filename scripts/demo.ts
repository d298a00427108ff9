// npm run demo: the main job against a running `npm start`, as a client through the gateway. Tells each step
// and what arrived on the sockets; exits 1 when anything is off.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { styleText } from 'node:util';
import { createClient, orThrow, type components } from '@chowk/client';
import { format } from '@chowk/money';
import {
  phoneNumber,
  TestUser,
  until,
  verifiedLedger,
  type LiveConnection,
  type TestStack,
} from '@chowk/testing';

const dataDir = path.join(import.meta.dirname, '..', '.data');
const stackFile = path.join(dataDir, 'stack.json');
const adminFile = path.join(dataDir, 'demo-admin.json');
/** Runs the demo city; see services/auth/src/cli/demo-users.ts. */
const ADMIN_PHONE = '+12015550110';

const inr = (amount: number): string => format({ amount, currency: 'INR' });
let steps = 0;
const tell = (text: string): void =>
  console.log(`${styleText('bold', `${String(++steps).padStart(2)}.`)} ${text}`);
const heard = (text: string): void => console.log(styleText('cyan', `      ⚡ ${text}`));

/** Something that is not as it should be. */
class Off extends Error {}
function check(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Off(what);
}

type Product = components['schemas']['Product'];

try {
  await run(readStack());
  console.log(styleText('green', '\nEverything is as it should be.'));
} catch (error) {
  console.error(styleText('red', `\nOff: ${error instanceof Error ? error.message : String(error)}`));
  process.exitCode = 1;
}

function readStack(): TestStack {
  if (!existsSync(stackFile)) throw new Off('nothing is running here: start it with `npm start` first');
  const { gatewayUrl, emulatorUrl } = JSON.parse(readFileSync(stackFile, 'utf8')) as TestStack;
  return { gatewayUrl, emulatorUrl };
}

async function run(stack: TestStack): Promise<void> {
  const buyer = await TestUser.signIn(stack, phoneNumber(Math.floor(Math.random() * 80_000_000)));
  tell(`A new person signed in with a code by SMS: ${buyer.userId}`);
  const live = await buyer.listen(0);
  live.socket.onAny((name: string, payload: Record<string, unknown>) => announce(name, payload));
  tell('Their app holds a live connection');

  const { product, variant } = await findSomethingToBuy(buyer);
  const price = variant.price.selling.amount;
  tell(
    `They look around the demo city and pick “${product.name}” for ${inr(price)}, ${variant.available} in stock`,
  );

  await buyer.topUp(price * 4);
  tell(`They top up ${inr(price * 4)} through Razorpay (emulated, with its real client and signature)`);
  await until('the wallet update arrives', () => live.events.some(({ name }) => name === 'wallet_update'));

  const orderId = await buy(buyer, product, variant.id, price);
  await deliver(stack, buyer, orderId, live);
  await scan(stack, buyer, live);
  live.close();
  await missNothing(buyer, live);
}

/** What came over the socket, in one line. */
function announce(name: string, payload: Record<string, unknown>): void {
  if (typeof payload?.['seq'] !== 'number') return;
  const { status, kind, notification } = payload as {
    status?: string;
    kind?: string;
    notification?: { title?: string };
  };
  heard(`${name} #${payload['seq']} ${notification?.title ?? status ?? kind ?? ''}`);
}

async function findSomethingToBuy(buyer: TestUser) {
  const products = (await orThrow(buyer.chowk.listProducts({ query: { inStock: 'true', limit: 50 } }))).data
    .items;
  check(products.length > 0, 'the demo city has nothing in stock');
  // Dear enough that one piece is above the minimum order of its shop.
  const [best] = products
    .flatMap((product) => product.variants.map((variant) => ({ product, variant })))
    .filter(({ variant }) => variant.available > 0)
    .sort((a, b) => b.variant.price.selling.amount - a.variant.price.selling.amount);
  check(best !== undefined, 'every product in stock has no variant in stock');
  return best;
}

async function buy(buyer: TestUser, product: Product, variantId: string, price: number): Promise<string> {
  await buyer.addToCart(product.id, 1, variantId);
  const { cart } = (await orThrow(buyer.chowk.getCart())).data;
  tell(
    `The cart: ${inr(cart.totals.subtotal.amount)} + ${inr(cart.totals.delivery.amount)} delivery, tax ${inr(cart.totals.tax.amount)}`,
  );
  const key = `demo-${Date.now()}`;
  const { order } = (await orThrow(buyer.placeOrder(key))).data;
  tell(`Order ${order.number} over ${inr(order.totals.total.amount)}, paid from the wallet`);
  const again = await orThrow(buyer.placeOrder(key));
  check(
    again.data.order.id === order.id && again.headers.get('idempotency-replayed') === 'true',
    'the same key made another order',
  );
  tell('The app sent it twice by mistake: the same answer, one order');
  const expected = price * 4 - order.totals.total.amount;
  await until('the money has left the wallet', async () => (await buyer.balance()).available === expected);
  return order.id;
}

async function deliver(stack: TestStack, buyer: TestUser, id: string, live: LiveConnection): Promise<void> {
  const admin = await signInAdmin(stack);
  for (const status of ['confirmed', 'packed', 'shipped', 'out_for_delivery', 'delivered'] as const) {
    const { order } = (await orThrow(buyer.chowk.getOrder({ path: { id } }))).data;
    if (order.status !== status)
      await orThrow(admin.chowk.updateOrderStatus({ path: { id }, body: { status } }));
  }
  await until('the delivery is heard of', () =>
    live.events.some(
      (event) => event.name === 'order_status_update' && JSON.stringify(event).includes('delivered'),
    ),
  );
  tell('The shop packed, shipped and delivered it; the person heard of each step');
  const report = await verifiedLedger(admin);
  check(report.ok, `the ledger is off: ${JSON.stringify(report)}`);
  tell('The ledger recomputed itself from its postings: every currency sums to zero');
}

/** Signs in once and keeps the session: a code may be asked for only once a minute. */
async function signInAdmin(stack: TestStack): Promise<TestUser> {
  if (existsSync(adminFile)) {
    const kept = JSON.parse(readFileSync(adminFile, 'utf8')) as { refreshToken: string };
    const resumed = await TestUser.resume(stack, ADMIN_PHONE, kept.refreshToken);
    if (resumed) return keep(resumed);
  }
  return keep(await TestUser.signIn(stack, ADMIN_PHONE));
}

function keep(admin: TestUser): TestUser {
  writeFileSync(adminFile, JSON.stringify({ refreshToken: admin.refreshToken }), { mode: 0o600 });
  return admin;
}

async function scan(stack: TestStack, owner: TestUser, live: LiveConnection): Promise<void> {
  const { car } = (
    await orThrow(
      owner.chowk.registerCar({
        body: {
          carNumber: 'KA 05 MX 4242',
          carModel: 'Tata Nexon',
          customMessage: 'Please call if I block your gate.',
        },
      }),
    )
  ).data;
  const { code, url } = car.qr;
  tell(`They put a QR on their car: ${url}`);
  const passerBy = createClient({ baseUrl: stack.gatewayUrl });
  const seen = (await orThrow(passerBy.viewScannedCar({ path: { code } }))).data;
  check(seen.gate && !JSON.stringify(seen).includes(owner.phone), 'the gate let the owner through');
  tell('Somebody scans it and sees the model and a masked number, nothing of the owner');
  await orThrow(
    passerBy.recordLead({
      body: { code, scannerPhone: '9845098450', scannerEmail: 'passer-by@example.org' },
    }),
  );
  await until('the owner hears of the scan', () => live.events.some(({ name }) => name === 'scan_update'));
  tell('They leave their number; the owner is told');
}

/** What came live comes again from the store, whole and in order. */
async function missNothing(person: TestUser, live: LiveConnection): Promise<void> {
  const again = await person.listen(0);
  await until('the whole stream is replayed', () => again.lastSeq() >= live.lastSeq());
  const seqs = again.events.map(({ seq }) => seq);
  check(
    seqs.every((seq, i) => seq === i + 1),
    `the stream has a gap: ${seqs.join(' ')}`,
  );
  tell(
    `The app was closed and opened: all ${seqs.length} events again from the store, in order, without a gap`,
  );
  again.close();
}
