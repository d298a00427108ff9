import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '@chowk/devstack';
import { listenToEvents, Person, until, type EventLog } from '@chowk/testing';
import { CANCELLATION_FAILPOINTS, CHECKOUT_FAILPOINTS } from '../services/orders/src/checkout/failpoints.ts';
import { inventory, ledgerReport, startTestStack, type TestStack } from './support/stack.ts';

let world: TestStack;
let events: EventLog;
beforeAll(async () => {
  world = await startTestStack();
  events = await listenToEvents(world.prefix);
}, 120_000);
afterAll(async () => {
  await events.stop();
  await world.stop();
});

const PRICE = 10_000;
const SETTLED = ['placed', 'confirmed', 'cancelled'];

/** Restarts a service so that it dies at a failpoint; the next start is an ordinary one. */
async function arm(service: ServiceName, failpoint: string): Promise<void> {
  await world.stack.services[service].restart({ CHOWK_FAILPOINTS: `${failpoint}=kill` });
}

const orderOf = async (buyer: Person): Promise<{ id: string; status: string } | undefined> =>
  (await buyer.api.get('/api/v1/orders')).body?.data?.items?.[0];

describe('kill -9 of orders', () => {
  // Failpoints of the way back are passed only by an order that fails: the wallet of its buyer is short.
  const onTheWayBack = (failpoint: string) => CHECKOUT_FAILPOINTS.back.includes(failpoint);
  const onCancel = (failpoint: string) => CANCELLATION_FAILPOINTS.forward.includes(failpoint);
  // Those take a refusal after the commit point, or a cancellation before its end, which real neighbours do not
  // give on demand: services/orders/test/saga-crash.int.test.ts passes them.
  const onDemandOnly = (failpoint: string) =>
    /checkout\.(refund-payment|restock|begin-cancellation)/.test(failpoint);
  const failpoints = [
    ...CHECKOUT_FAILPOINTS.forward,
    ...CHECKOUT_FAILPOINTS.back,
    ...CANCELLATION_FAILPOINTS.forward,
  ].filter((failpoint) => !onDemandOnly(failpoint));

  test.each(failpoints.map((failpoint) => [failpoint]))(
    'at %s: after a restart the order is confirmed or wholly undone within 30 s',
    async (failpoint) => {
      const { productId, variantId, sku } = await world.newProduct(5, PRICE);
      const buyer = await world.newPerson(PRICE);
      await buyer.addToCart(productId, onTheWayBack(failpoint) ? 2 : 1, variantId);
      const { orders } = world.stack.services;
      const key = randomUUID();

      if (onCancel(failpoint)) {
        const placed = await buyer.placeOrder(key);
        await arm('orders', failpoint);
        await buyer.api.put(`/api/v1/orders/${placed.body.data.order.id}/cancel`, {
          reason: 'changed my mind',
        });
      } else {
        await arm('orders', failpoint);
        await buyer.placeOrder(key);
      }
      const { signal } = await orders.exited;
      expect(signal).toBe('SIGKILL');
      const began = Date.now();
      await orders.start();

      // Settled is: bought with one unit gone and paid, or nothing of either; nothing is left in between.
      const { order, bought } = await until(
        'it is settled',
        async () => {
          const found = await orderOf(buyer);
          if (found !== undefined && !SETTLED.includes(found.status)) return undefined;
          const isBought = found !== undefined && found.status !== 'cancelled';
          const stock = await inventory(world.admin, sku);
          const balance = await buyer.balance();
          const whole =
            stock.reserved === 0 &&
            stock.allocated === (isBought ? 1 : 0) &&
            balance.held === 0 &&
            balance.available === (isBought ? 0 : PRICE);
          return whole ? { order: found, bought: isBought } : undefined;
        },
        30_000,
        250,
      );
      expect(Date.now() - began).toBeLessThan(30_000);
      expect(await ledgerReport(world.admin)).toMatchObject({ ok: true });

      if (bought) {
        const orderId = order!.id;
        await until('its event is there', () =>
          events.of('orderPlaced').some(({ subject }) => subject === orderId),
        );
        const ids = new Set(
          events
            .of('orderPlaced')
            .filter(({ subject }) => subject === orderId)
            .map(({ id }) => id),
        );
        expect(ids.size).toBe(1);
      }
    },
    90_000,
  );
});

describe('kill -9 between commit and publish', () => {
  /** What makes a service say something, and the event that must arrive once. */
  const cases: Array<
    [
      ServiceName,
      string,
      (buyer: Person) => Promise<unknown>,
      () => Array<{ id: string; subject: string }>,
      (buyer: Person) => (subject: string) => boolean,
    ]
  > = [
    [
      'wallet',
      'wallet.outbox.committed',
      (buyer) => buyer.topUp(5_000).catch(() => undefined),
      () => events.of('balanceChanged'),
      (buyer) => (subject) => subject === buyer.userId,
    ],
    ['nfc-qr', 'nfc-qr.outbox.committed', scanOwnCar, () => events.of('scanRecorded'), () => () => true],
    ['orders', 'orders.outbox.committed', buySomething, () => events.of('orderPlaced'), () => () => true],
    [
      'auth',
      'auth.outbox.committed',
      () => Person.signIn(world, '+919811111111').catch((error: unknown) => error),
      () => events.of('userRegistered'),
      // Not the one of the person whom the test made before.
      (buyer) => (subject) => subject !== buyer.userId,
    ],
    ['catalog', 'catalog.outbox.committed', sellDown, () => events.of('stockLow'), () => () => true],
  ];

  async function scanOwnCar(owner: Person): Promise<void> {
    const made = await owner.api.post('/api/v1/cars', { carNumber: 'KA03MM7777', carModel: 'i20' });
    await owner.api.post('/api/v1/scans', {
      code: made.body.data.car.qr.code,
      scannerPhone: '9845098450',
      scannerEmail: 'a@example.org',
    });
  }
  async function sellDown(): Promise<void> {
    const { sku } = await world.newProduct(100);
    await world.admin.api.post(`/api/v1/inventory/${sku}/adjust`, {
      delta: -99,
      reason: 'sold at the counter',
    });
  }
  async function buySomething(buyer: Person): Promise<void> {
    await buyer.topUp(PRICE);
    const { productId, variantId } = await world.newProduct(1, PRICE);
    await buyer.addToCart(productId, 1, variantId);
    await buyer.placeOrder();
  }

  test.each(cases)(
    'of %s: the event is published after the restart, and applied once',
    async (service, failpoint, act, heard, mine) => {
      const buyer = await world.newPerson();
      const handle = world.stack.services[service];
      const before = new Set(heard().map(({ id }) => id));
      await arm(service, failpoint);
      await act(buyer);
      expect((await handle.exited).signal).toBe('SIGKILL');
      await handle.start();
      const event = await until(
        'the event arrives',
        () => heard().find(({ id, subject }) => !before.has(id) && mine(buyer)(subject)),
        20_000,
        100,
      );
      expect(event.id).toMatch(/^evt_/);
      expect(await ledgerReport(world.admin)).toMatchObject({ ok: true });
    },
    60_000,
  );

  test('of notify after its effect and before its acknowledgement: the person hears of it once', async () => {
    const buyer = await world.newPerson();
    // What earlier tests left in its queue would kill it before it is ready.
    const handled = () =>
      world.logs.filter(({ process, msg }) => process.startsWith('notify') && msg === 'event handled').length;
    await until('notify is idle', async () => {
      const before = handled();
      await sleep(1_000);
      return handled() === before;
    });
    await arm('notify', 'notify.wallet-updates.before-ack');
    await buyer.topUp(7_000);
    const { notify } = world.stack.services;
    expect((await notify.exited).signal).toBe('SIGKILL');
    await notify.start();
    await until(
      'the message was taken again',
      () =>
        world.logs.some(
          ({ process, msg }) => process.startsWith('notify') && msg === 'event was handled before',
        ),
      30_000,
    );
    const live = await buyer.listen(0);
    await until('the update is there', () => live.events.some(({ name }) => name === 'wallet_update'));
    expect(live.events.map(({ seq }) => seq)).toEqual(live.events.map((_, i) => i + 1));
    expect(live.events.filter(({ name }) => name === 'wallet_update')).toHaveLength(1);
    live.close();
  }, 60_000);
});
