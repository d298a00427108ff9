import { newId } from '@chowk/runtime/ids';
import { until } from '@chowk/testing';
import { authorization, repeat } from './payment-calls.ts';
import { proveAndStop, startWallet, type WalletFixture } from './fixture.ts';
import { expectSettled, suspense } from './settlements.ts';
import { topupExpectations } from './topup-expectations.ts';

let wallet: WalletFixture;
let allProcessed: () => Promise<boolean>;
beforeAll(async () => {
  wallet = await startWallet({ replicas: 2 });
  allProcessed = topupExpectations(wallet).noStoredEvent;
}, 60_000);
beforeEach(() => wallet.webhooks(false));
afterEach(() => expectSettled(wallet));
afterAll(() => proveAndStop(wallet));

/** A top-up whose money was taken, and whether we were told. */
const paidTopup = async (amount: number, { isTold = true } = {}) => {
  const userId = wallet.newUser();
  const { topup, orderId } = await wallet.topup(userId, amount);
  const result = await wallet.pay(orderId);
  if (isTold) await wallet.report(userId, result);
  return { userId, topupId: topup.id, orderId, providerPaymentId: result.razorpay_payment_id };
};
const spend = async (userId: string, amount: number) => {
  const request = authorization(userId, amount);
  await wallet.grpc().authorize(request);
  await wallet.grpc().capture({ paymentId: request.paymentId });
};
/** Sends the latest webhook of a kind about an order so many times at once, under as many event ids. */
const tell = async (orderId: string, event: string, times = 1) => {
  const { body } = (await wallet.webhooksOf(orderId)).findLast((webhook) => webhook.event === event)!;
  const answers = await repeat(times, () => wallet.postWebhook(body, { eventId: newId('evt') }));
  for (const answer of answers) expect(answer).toMatchObject({ status: 'fulfilled', value: { status: 200 } });
  await until(`${event} is worked off`, allProcessed, 30_000);
};
const reversals = (providerPaymentId: string) =>
  wallet.db.connection
    .collection<{ _id: string }>('provider_reversals')
    .find({ providerPaymentId })
    .sort({ _id: 1 })
    .toArray();

test('a refund in the dashboard takes the money from the wallet, once, however often it is told', async () => {
  const { userId, topupId, orderId, providerPaymentId } = await paidTopup(20_000);
  const refund = await wallet.outside(`/payments/${providerPaymentId}/refund`, { amount: 5_000 });
  await tell(orderId, 'refund.processed', 100);
  expect(await wallet.balance(userId)).toEqual([15_000, 0, 0, 0]);
  expect(await wallet.payment(userId, topupId)).toMatchObject({
    status: 'captured',
    refunded: { amount: 5_000 },
  });
  expect(await reversals(providerPaymentId)).toMatchObject([
    { _id: `razorpay:${refund.id}`, kind: 'refund', state: 'taken', amount: 5_000, from: 'user' },
  ]);
  await wallet.outside(`/payments/${providerPaymentId}/refund`);
  await tell(orderId, 'refund.processed', 2);
  expect(await wallet.balance(userId)).toEqual([0, 0, 0, 0]);
  expect(await wallet.owed(userId)).toBe(0);
}, 60_000);

test('what was spent already is owed, and money that comes in pays it first', async () => {
  const { userId, orderId, providerPaymentId } = await paidTopup(20_000);
  await spend(userId, 15_000);
  await wallet.outside(`/payments/${providerPaymentId}/refund`);
  await tell(orderId, 'refund.processed');
  expect([await wallet.balance(userId), await wallet.owed(userId)]).toEqual([[0, 0, 0, 15_000], 15_000]);

  const topUp = async (amount: number) => {
    const next = await wallet.topup(userId, amount);
    await wallet.report(userId, await wallet.pay(next.orderId));
  };
  await topUp(10_000);
  expect([await wallet.balance(userId), await wallet.owed(userId)]).toEqual([[0, 0, 0, 15_000], 5_000]);
  await topUp(10_000);
  expect([await wallet.balance(userId), await wallet.owed(userId)]).toEqual([[5_000, 0, 0, 15_000], 0]);
});

test('money on hold stays for its order, and what comes back of it pays the debt', async () => {
  const { userId, orderId, providerPaymentId } = await paidTopup(20_000);
  const request = authorization(userId, 12_000);
  await wallet.grpc().authorize(request);
  await wallet.outside(`/payments/${providerPaymentId}/refund`);
  await tell(orderId, 'refund.processed');
  expect([await wallet.balance(userId), await wallet.owed(userId)]).toEqual([[0, 12_000, 0, 0], 12_000]);
  await wallet.grpc().void({ paymentId: request.paymentId, reason: 'no stock' });
  expect([await wallet.balance(userId), await wallet.owed(userId)]).toEqual([[0, 0, 0, 0], 0]);
});

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));

describe('a dispute that was lost and won on appeal comes to nothing', () => {
  const EVENTS = ['payment.dispute.created', 'payment.dispute.lost', 'payment.dispute.won'];

  test.each(
    permutations(EVENTS).map((order) => [order.map((event) => event.split('.')[2]).join(', '), order]),
  )(
    'told as %s',
    async (_, order) => {
      const { userId, orderId, providerPaymentId } = await paidTopup(20_000);
      await spend(userId, 8_000);
      const { id } = await wallet.outside(`/payments/${providerPaymentId}/dispute`);
      await wallet.outside(`/disputes/${id}/lost`);
      await wallet.outside(`/disputes/${id}/won`);
      for (const event of order as string[]) await tell(orderId, event, 3);
      expect([await wallet.balance(userId), await wallet.owed(userId)]).toEqual([[12_000, 0, 0, 8_000], 0]);
    },
    30_000,
  );

  test('each told 100 times at once', async () => {
    const { userId, orderId, providerPaymentId } = await paidTopup(20_000);
    await spend(userId, 8_000);
    const { id } = await wallet.outside(`/payments/${providerPaymentId}/dispute`);
    await tell(orderId, 'payment.dispute.created', 100);
    expect(await wallet.balance(userId)).toEqual([12_000, 0, 0, 8_000]);
    await wallet.outside(`/disputes/${id}/lost`);
    await tell(orderId, 'payment.dispute.lost', 100);
    expect([await wallet.balance(userId), await wallet.owed(userId)]).toEqual([[0, 0, 0, 8_000], 8_000]);
    await expectSettled(wallet);
    await wallet.outside(`/disputes/${id}/won`);
    await tell(orderId, 'payment.dispute.won', 100);
    expect([await wallet.balance(userId), await wallet.owed(userId)]).toEqual([[12_000, 0, 0, 8_000], 0]);
  }, 90_000);
});

describe('capture and refund in any order', () => {
  // CHAOS=1 plays all of them.
  const EVERY = process.env.CHAOS ? 1 : 5;
  const EVENTS = ['payment.authorized', 'payment.captured', 'order.paid', 'refund.processed'];

  test.each(
    permutations(EVENTS)
      .filter((_order, at) => at % EVERY === 0)
      .map((order) => [order.join(', '), order] as const),
  )(
    '%s',
    async (_, order) => {
      const { userId, topupId, orderId, providerPaymentId } = await paidTopup(20_000, { isTold: false });
      await wallet.outside(`/payments/${providerPaymentId}/refund`);
      for (const event of order) await tell(orderId, event);
      // Told of the refund first, it is money that went back before it was anybody's.
      const status =
        order.indexOf('refund.processed') < order.indexOf('payment.captured') &&
        order.indexOf('refund.processed') < order.indexOf('order.paid')
          ? 'parked'
          : 'captured';
      expect(await wallet.payment(userId, topupId)).toMatchObject({ status });
      expect([await wallet.balance(userId), await wallet.owed(userId)]).toEqual([[0, 0, 0, 0], 0]);
      expect(await suspense(wallet)).toBe(0);
    },
    30_000,
  );

  test('all told at once, 25 times each', async () => {
    const { userId, orderId, providerPaymentId } = await paidTopup(20_000, { isTold: false });
    await wallet.outside(`/payments/${providerPaymentId}/refund`, { amount: 20_000 });
    await Promise.all(EVENTS.map((event) => tell(orderId, event, 25)));
    expect([await wallet.balance(userId), await wallet.owed(userId)]).toEqual([[0, 0, 0, 0], 0]);
    expect(await suspense(wallet)).toBe(0);
  }, 60_000);
});

describe('what no webhook told', () => {
  test('a captured entity with more returned than we know of has its refunds asked for', async () => {
    const { userId, orderId, providerPaymentId } = await paidTopup(20_000);
    await wallet.outside(`/payments/${providerPaymentId}/refund`, { amount: 3_000 });
    await wallet.outside(`/payments/${providerPaymentId}/refund`, { amount: 4_000 });
    // Only the second of the two is told; its payment says that there was more.
    await tell(orderId, 'refund.processed');
    await until('both are known', async () => (await wallet.balance(userId))[0] === 13_000);
    expect(await reversals(providerPaymentId)).toHaveLength(2);
  });

  test('the poller finds refunds, and a second capture', async () => {
    const { userId, orderId, providerPaymentId } = await paidTopup(20_000, { isTold: false });
    const polling = await wallet.startReplica({ TOPUP_POLL_MS: '100', REVERSAL_POLL_MS: '100' });
    try {
      const due = { $set: { nextCheckAt: new Date(0) } };
      await wallet.db.connection.collection('payments').updateOne({ providerOrderId: orderId }, due);
      await until('the capture is found', async () => (await wallet.balance(userId))[0] === 20_000);
      await wallet.outside(`/payments/${providerPaymentId}/refund`, { amount: 6_000 });
      await wallet.pay(orderId, { again: true });
      await until('the refund is found', async () => (await wallet.balance(userId))[0] === 14_000);
      await until('the second capture is found', async () => (await suspense(wallet)) === 20_000);
    } finally {
      await polling.stop();
      wallet.replicas.splice(wallet.replicas.indexOf(polling), 1);
    }
    await expectSettled(wallet);
    const money = await wallet.db.connection.collection('unmatched_money').findOne({ userId });
    await wallet.outside(`/payments/${money!.providerPaymentId as string}/refund`);
    await tell(orderId, 'refund.processed');
    expect(await suspense(wallet)).toBe(0);
  }, 30_000);

  test('the list of disputes is looked through', async () => {
    const { userId, providerPaymentId } = await paidTopup(20_000);
    const { id } = await wallet.outside(`/payments/${providerPaymentId}/dispute`, { amount: 7_000 });
    await wallet.outside(`/disputes/${id}/lost`);
    await wallet.startReplica({ DISPUTE_POLL_MS: '200' });
    await until('it is found', async () => (await wallet.balance(userId))[0] === 13_000, 20_000);
    await wallet.outside(`/disputes/${id}/won`);
    await until('its end is found', async () => (await wallet.balance(userId))[0] === 20_000, 20_000);
  }, 60_000);
});
