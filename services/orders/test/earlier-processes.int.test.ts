import { BY_WALLET, startOrders, type OrdersFixture, type StoredProcess } from './fixture.ts';

const COST = 11_800 + 4_000;
const BALANCE = 100_000;

let app: OrdersFixture;
beforeAll(async () => {
  app = await startOrders();
  app.catalog.sell('rice');
});
afterAll(() => app.stop());

const record = (state: string, more: object = {}): StoredProcess['steps'][string] => ({
  ...{ state, at: new Date(), attempts: 0, refusals: 0 },
  ...more,
});
const REFUSAL = { code: 'OUT_OF_STOCK', message: 'Not enough in stock.', refused: true };

/**
 * A checkout as the release before recorded it, which reserved the stock first and asked for the money after that.
 */
async function earlier(
  process: Pick<StoredProcess, 'steps'> & Partial<StoredProcess>,
  order: Record<string, unknown>,
): Promise<{ userId: string; id: string }> {
  const userId = await app.buyer({ rice: 1 }, BALANCE);
  const { id }: { id: string } = (await app.as(userId).post('/api/v1/orders', BY_WALLET, app.key())).body.data
    .order;
  await app.over(userId);
  // Money that was held for it, and no more.
  app.wallet.payments.get(`pay_${id.slice(4)}`)!.status = 'authorised';
  app.catalog.reservations.get(id)!.status = 'reserved';
  await app.orders.updateOne({ _id: id }, { $set: order, $unset: { placedAt: '' } });
  await app.processes.updateOne(
    { _id: `checkout:${id}` },
    {
      $set: {
        ...{ state: 'running', live: true, version: 2, holder: null, dueAt: new Date(0) },
        ...process,
      },
      $unset: { expiresAt: '' },
    },
  );
  return { userId, id };
}

const PENDING = { status: 'pending_payment', version: 1, 'payment.status': 'pending' };

test.each([
  ['with its stock reserved', { 'reserve-stock': record('done') }],
  [
    'that was trying to hold the money',
    { 'reserve-stock': record('done'), 'authorize-payment': record('pending', { attempts: 2, refusals: 0 }) },
  ],
  [
    'that was about to be confirmed',
    { 'reserve-stock': record('done'), 'authorize-payment': record('done'), 'await-payment': record('done') },
  ],
])('a checkout of the release before, %s, goes through', async (_, steps) => {
  const { userId, id } = await earlier({ steps }, PENDING);
  expect(await app.over(userId)).toMatchObject([
    { end: 'settled', status: 'placed', payment: { status: 'captured' } },
  ]);
  expect(app.catalog.reservations.get(id)?.status).toBe('committed');
  expect(app.wallet.balances.get(userId)).toBe(BALANCE - COST);
});

test('one whose stock was refused turns back, though the money has not been asked for', async () => {
  const steps = { 'reserve-stock': record('refused', { failure: REFUSAL }) };
  const { userId, id } = await earlier({ steps }, PENDING);
  expect(await app.over(userId)).toMatchObject([{ end: 'failed', failure: 'OUT_OF_STOCK' }]);
  expect(app.catalog.reservations.get(id)?.status).toBe('released');
  expect([app.wallet.balances.get(userId), app.wallet.held(userId)]).toEqual([BALANCE, 0]);
});

test('one that was turning back ends that way, with what it had to take back', async () => {
  const steps = {
    'reserve-stock': record('refused', { failure: REFUSAL }),
    'release-stock': record('pending'),
  };
  const { userId, id } = await earlier(
    { state: 'compensating', steps, failure: REFUSAL },
    { status: 'cancelled', version: 2, failure: 'OUT_OF_STOCK', 'payment.status': 'pending' },
  );
  const [order] = await app.over(userId);
  expect(order).toMatchObject({ end: 'failed', status: 'cancelled' });
  expect(order!.checkout.steps).not.toHaveProperty('void-payment');
  expect(app.catalog.reservations.get(id)?.status).toBe('released');
});
