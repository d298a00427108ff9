// npm run demo: the main job against a running `npm start`, as a client through the gateway. Tells each step
// and what arrived on the sockets; exits 1 when anything is off.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { styleText } from 'node:util';
import { format } from '@chowk/money';
import { Person, phoneNumber, until, type LiveConnection, type World } from '@chowk/testing';

const dataDir = path.join(import.meta.dirname, '..', '.data');
const stackFile = path.join(dataDir, 'stack.json');
const adminFile = path.join(dataDir, 'demo-admin.json');
/** Runs the demo city; see services/auth/src/cli/demo-users.ts. */
const ADMIN_PHONE = '+919876500010';

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

interface Product {
  id: string;
  name: string;
  storeId: string;
  variants: Array<{ id: string; sku: string; price: { selling: { amount: number } }; available: number }>;
}

try {
  await run(readWorld());
  console.log(styleText('green', '\nEverything is as it should be.'));
} catch (error) {
  console.error(styleText('red', `\nOff: ${error instanceof Error ? error.message : String(error)}`));
  process.exitCode = 1;
}

function readWorld(): World {
  if (!existsSync(stackFile)) throw new Off('nothing is running here: start it with `npm start` first');
  const { gatewayUrl, emulatorUrl } = JSON.parse(readFileSync(stackFile, 'utf8')) as World;
  return { gatewayUrl, emulatorUrl };
}

async function run(world: World): Promise<void> {
  const buyer = await Person.signIn(world, phoneNumber(Math.floor(Math.random() * 80_000_000)));
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
  await deliver(world, buyer, orderId, live);
  await scan(world, buyer, live);
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

async function findSomethingToBuy(buyer: Person) {
  const { body } = await buyer.api.get('/api/v1/products?inStock=true&limit=50');
  const products = body.data.items as Product[];
  check(products.length > 0, 'the demo city has nothing in stock');
  // Dear enough that one piece is above the minimum order of its shop.
  const [best] = products
    .flatMap((product) => product.variants.map((variant) => ({ product, variant })))
    .filter(({ variant }) => variant.available > 0)
    .sort((a, b) => b.variant.price.selling.amount - a.variant.price.selling.amount);
  check(best !== undefined, 'every product in stock has no variant in stock');
  return best;
}

async function buy(buyer: Person, product: Product, variantId: string, price: number): Promise<string> {
  await buyer.addToCart(product.id, 1, variantId);
  const cart = (await buyer.api.get('/api/v1/cart')).body.data.cart;
  tell(
    `The cart: ${inr(cart.totals.subtotal.amount)} + ${inr(cart.totals.delivery.amount)} delivery, tax ${inr(cart.totals.tax.amount)}`,
  );
  const key = `demo-${Date.now()}`;
  const placed = await buyer.placeOrder(key);
  check(placed.status === 201, `the order was refused: ${placed.text}`);
  const { order } = placed.body.data;
  tell(`Order ${order.number} over ${inr(order.totals.total.amount)}, paid from the wallet`);
  const again = await buyer.placeOrder(key);
  check(
    again.body.data.order.id === order.id && again.headers.get('idempotency-replayed') === 'true',
    'the same key made another order',
  );
  tell('The app sent it twice by mistake: the same answer, one order');
  const expected = price * 4 - order.totals.total.amount;
  await until('the money has left the wallet', async () => (await buyer.balance()).available === expected);
  return order.id as string;
}

async function deliver(world: World, buyer: Person, orderId: string, live: LiveConnection): Promise<void> {
  const admin = await signInAdmin(world);
  for (const status of ['confirmed', 'packed', 'shipped', 'out_for_delivery', 'delivered']) {
    const { body } = await buyer.api.get(`/api/v1/orders/${orderId}`);
    if (body.data.order.status === status) continue;
    const moved = await admin.api.put(`/api/v1/orders/${orderId}/status`, { status });
    check(moved.status === 200, `the shop could not set ${status}: ${moved.text}`);
  }
  await until('the delivery is heard of', () =>
    live.events.some(
      (event) => event.name === 'order_status_update' && JSON.stringify(event).includes('delivered'),
    ),
  );
  tell('The shop packed, shipped and delivered it; the person heard of each step');
  const ledger = (await admin.api.get('/api/v1/admin/ledger/verify')).body.data;
  check(JSON.stringify(ledger).includes('"ok":true'), `the ledger is off: ${JSON.stringify(ledger)}`);
  tell('The ledger recomputed itself from its postings: every currency sums to zero');
}

/** Signs in once and keeps the session: a code may be asked for only once a minute. */
async function signInAdmin(world: World): Promise<Person> {
  if (existsSync(adminFile)) {
    const kept = JSON.parse(readFileSync(adminFile, 'utf8')) as { refreshToken: string };
    const resumed = await Person.resume(world, ADMIN_PHONE, kept.refreshToken);
    if (resumed) return keep(resumed);
  }
  return keep(await Person.signIn(world, ADMIN_PHONE));
}

function keep(admin: Person): Person {
  writeFileSync(adminFile, JSON.stringify({ refreshToken: admin.refreshToken }), { mode: 0o600 });
  return admin;
}

async function scan(world: World, owner: Person, live: LiveConnection): Promise<void> {
  const made = await owner.api.post('/api/v1/cars', {
    carNumber: 'KA 05 MX 4242',
    carModel: 'Tata Nexon',
    customMessage: 'Please call if I block your gate.',
  });
  check(made.status === 201, `the car was refused: ${made.text}`);
  const { qr } = made.body.data.car as { qr: { code: string; url: string } };
  tell(`They put a QR on their car: ${qr.url}`);
  const gate = await fetch(`${world.gatewayUrl}/api/v1/cars/qr/${qr.code}`);
  const seen = await gate.text();
  check(seen.includes('"gate":true') && !seen.includes(owner.phone), 'the gate let the owner through');
  tell('Somebody scans it and sees the model and a masked number, nothing of the owner');
  const lead = await fetch(`${world.gatewayUrl}/api/v1/scans`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      code: qr.code,
      scannerPhone: '9845098450',
      scannerEmail: 'passer-by@example.org',
    }),
  });
  check(lead.status === 201, `the scan was refused: ${await lead.text()}`);
  await until('the owner hears of the scan', () => live.events.some(({ name }) => name === 'scan_update'));
  tell('They leave their number; the owner is told');
}

/** What came live comes again from the store, whole and in order. */
async function missNothing(person: Person, live: LiveConnection): Promise<void> {
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
