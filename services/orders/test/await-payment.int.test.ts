import { openChassis, type Chassis } from '@chowk/chassis';
import { systemClock, type ServiceContext } from '@chowk/runtime/lifecycle';
import { startInProcess, until, type InProcessService } from '@chowk/testing';
import { composeCart } from '../src/cart/cart.ts';
import { composeCheckout, type CheckoutApi } from '../src/checkout/checkout.ts';
import { configSchema, type Config } from '../src/config.ts';
import { createCatalogClient } from '../src/neighbours/catalog.ts';
import { createWalletClient } from '../src/neighbours/wallet.ts';
import { composeOrders } from '../src/orders/orders.ts';
import { composePricing } from '../src/pricing/pricing.ts';
import { ADDRESS, startOrders, type OrdersFixture } from './fixture.ts';

const COST = 11_800 + 4_000;
const BALANCE = 100_000;
const BY_STRIPE = { address: ADDRESS, paymentMethod: 'stripe' };

let app: OrdersFixture;
let replica: InProcessService;
let chassis: Chassis;
let checkout: CheckoutApi;

/** Orders as it will be once a provider's payments are offered: the same rooms, one more method. */
async function composeWithStripe(context: ServiceContext<Config>) {
  const { config, logger } = context;
  chassis = await openChassis('orders', context);
  const catalog = createCatalogClient(chassis.client('catalog', config.CATALOG_GRPC));
  const wallet = createWalletClient(chassis.client('wallet', config.WALLET_GRPC));
  const parts = { chassis, config, logger, catalog, wallet, clock: systemClock };
  const pricing = composePricing(parts);
  const cart = composeCart({ ...parts, pricing: pricing.api });
  const settlement = {
    cancel: (...order: Parameters<CheckoutApi['cancel']>) => checkout.cancel(...order),
    isSettling: (orderId: string) => checkout.isSettling(orderId),
  };
  const orders = composeOrders({ ...parts, settlement });
  const room = composeCheckout({
    ...parts,
    ...{ pricing: pricing.api, cart: cart.api, orders: orders.api, offered: ['wallet', 'stripe'] },
  });
  checkout = room.api;
  return chassis.mount([pricing, cart, orders, room]);
}

beforeAll(async () => {
  app = await startOrders({ replicas: 0 });
  app.catalog.sell('rice');
  replica = await startInProcess({ schema: configSchema, compose: composeWithStripe, env: app.env });
});
afterAll(async () => {
  await replica.stop();
  await app.stop();
});
afterEach(() => {
  app.catalog.faults.heal();
  app.wallet.faults.heal();
});

const client = (userId: string) => app.as(userId, ['user'], 0, replica.url);
const told = (orderId: string, status: 'captured' | 'failed') =>
  chassis.outbox.transact((tx) => checkout.resumePayment(orderId, status, tx));
const reservationOf = (orderId: string) => app.catalog.reservations.get(orderId)?.status;

/** An order that waits for its payment at the provider. */
async function waiting(): Promise<{ userId: string; id: string; key: Record<string, string> }> {
  const userId = await app.buyer({}, BALANCE);
  const key = app.key();
  await client(userId).post('/api/v1/cart/add', { productId: 'rice', quantity: 1 });
  const answer = await client(userId).post('/api/v1/orders', BY_STRIPE, key);
  expect([answer.status, answer.body.data?.order.status]).toEqual([201, 'pending_payment']);
  return { userId, id: answer.body.data.order.id, key };
}
/** The provider has taken the money, and wallet knows. */
function capturedAtProvider(userId: string, orderId: string): void {
  const payment = { userId, amount: COST, reference: orderId, status: 'captured' as const };
  app.wallet.payments.set(`pay_${orderId.slice(4)}`, { ...payment, refunds: new Map() });
}

test('an order that is paid at a provider is answered at once, and waits with its stock reserved', async () => {
  const { userId, id } = await waiting();
  const [order] = await app.ordersOf(userId);
  expect(order!.checkout).toMatchObject({ state: 'waiting', holder: null });
  expect(reservationOf(id)).toBe('reserved');
  expect(app.wallet.faults.count('Authorize', `pay_${id.slice(4)}`)).toBe(0);
  expect(order!.placedAt).toBeUndefined();
});

test('it is placed and settled once the payment has come', async () => {
  const { userId, id } = await waiting();
  capturedAtProvider(userId, id);
  expect(await told(id, 'captured')).toEqual({ kind: 'told' });
  expect(await app.over(userId)).toMatchObject([
    { end: 'settled', status: 'placed', payment: { method: 'stripe', status: 'captured' } },
  ]);
  expect(reservationOf(id)).toBe('committed');
  await until('it was published', () => app.events.of('orderPlaced').some(({ subject }) => subject === id));
});

test('it turns back when the payment fails: the stock is free, and the cart is as it was', async () => {
  const { userId, id } = await waiting();
  await told(id, 'failed');
  expect(await app.over(userId)).toMatchObject([
    { end: 'failed', status: 'cancelled', failure: 'PAYMENT_CLOSED' },
  ]);
  expect(reservationOf(id)).toBe('released');
  expect((await client(userId).get('/api/v1/cart')).body.data.cart.items).toMatchObject([{ quantity: 1 }]);
});

test('it turns back when no payment comes in time; money that comes later goes back, once', async () => {
  const { userId, id } = await waiting();
  await app.processes.updateOne(
    { _id: `checkout:${id}` },
    { $set: { 'deadlines.await-payment': new Date(0), dueAt: new Date(0) } },
  );
  expect(await app.over(userId)).toMatchObject([{ end: 'failed', failure: 'ORDER_FAILED' }]);
  expect(reservationOf(id)).toBe('released');

  capturedAtProvider(userId, id);
  for (const status of ['captured', 'captured'] as const) {
    expect(await told(id, status)).toMatchObject({ kind: 'late', process: { state: 'compensated' } });
  }
  const undone = await until('the late money is refunded', async () => {
    const [order] = await app.ordersOf(userId);
    return order!.end === 'undone' && order;
  });
  expect(undone).toMatchObject({ status: 'cancelled', payment: { status: 'refunded' } });
  expect(app.wallet.balances.get(userId)).toBe(BALANCE + COST);
  expect([...app.wallet.payments.get(`pay_${id.slice(4)}`)!.refunds.values()]).toEqual([COST]);
});

test('money that is captured while the order turns back is refunded in the place of a void', async () => {
  const { userId, id } = await waiting();
  capturedAtProvider(userId, id);
  await told(id, 'failed');
  const [order] = await app.over(userId);
  expect(order).toMatchObject({ status: 'cancelled', payment: { status: 'refunded' } });
  expect(order!.checkout).toMatchObject({ state: 'compensated' });
  expect(app.wallet.balances.get(userId)).toBe(BALANCE + COST);
});

test('a wallet payment beside it passes without a wait', async () => {
  const userId = await app.buyer({}, BALANCE);
  await client(userId).post('/api/v1/cart/add', { productId: 'rice', quantity: 1 });
  const body = { address: ADDRESS, paymentMethod: 'wallet' };
  const answer = await client(userId).post('/api/v1/orders', body, app.key());
  expect([answer.status, answer.body.data.order.status]).toEqual([201, 'placed']);
  expect(await app.over(userId)).toMatchObject([{ end: 'settled' }]);
});
