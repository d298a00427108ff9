import { join } from 'node:path';
import { newId } from '@chowk/runtime/ids';
import { callAs, inr, spawnService, testClient, until, type SpawnedService } from '@chowk/testing';
import { sign, startWallet, type WalletFixture } from './fixture.ts';
import { settlements } from './settlements.ts';

let wallet: WalletFixture;
const processes: SpawnedService[] = [];

beforeAll(async () => {
  // No replica in this process: who survives must not do the work of who died.
  const env = { IDEMPOTENCY_LOCK_MS: '500', UNMATCHED_REFUND_DELAY_SECONDS: '0' };
  wallet = await startWallet({ replicas: 0, env });
}, 60_000);
afterEach(async () => {
  for (const service of processes.splice(0)) await service.stop();
});
afterAll(async () => {
  await wallet.startReplica();
  const report = await wallet.verifyLedger();
  await wallet.stop();
  expect(report).toMatchObject({ ok: true, problems: [] });
});

/** The wallet as a process of its own, which can be killed. */
async function startProcess(failpoints = ''): Promise<SpawnedService> {
  const main = join(import.meta.dirname, '../src/main.ts');
  const service = await spawnService({ main, env: wallet.env, failpoints });
  processes.push(service);
  return service;
}

const as = ({ url }: SpawnedService, userId: string) =>
  testClient(url, wallet.keys.headers('wallet', { userId }));
const balance = async (at: SpawnedService, userId: string) => {
  const { data } = (await as(at, userId).get('/api/v1/wallet/balance')).body;
  return [data.balance.amount, data.held.amount, data.totalSpent.amount];
};
const topup = (at: SpawnedService, userId: string, key = newId('key')) =>
  as(at, userId).post(
    '/api/v1/wallet/topup',
    { amount: inr(500), provider: 'razorpay' },
    { 'idempotency-key': key },
  );
const report = async (at: SpawnedService, userId: string, orderId: string) => {
  const result = await wallet.pay(orderId);
  return as(at, userId).post('/api/v1/payments/razorpay/verify', {
    orderId,
    paymentId: result.razorpay_payment_id,
    signature: result.razorpay_signature,
  });
};
const published = (userId: string) =>
  wallet.events
    .of('balanceChanged')
    .filter(({ data }) => data.userId === userId)
    .map(({ data }) => [data.kind, data.balance.amount, data.held.amount]);

/** The time that passes until the leases of who died are over. */
const endLeases = async () => {
  const due = new Date(0);
  const { connection } = wallet.db;
  await connection
    .collection('provider_events')
    .updateMany({ state: 'stored' }, { $set: { nextTryAt: due } });
  await connection.collection('jobs').updateMany({}, { $set: { dueAt: due } });
};

test('killed right after a webhook was stored, the next start credits it once', async () => {
  const userId = wallet.newUser();
  const first = await startProcess('wallet.webhook.stored=kill');
  const { orderId } = (await topup(first, userId)).body.data;
  const body = JSON.stringify({
    event: 'payment.captured',
    payload: {
      payment: {
        entity: { id: newId('pay'), order_id: orderId, amount: 500, currency: 'INR', status: 'captured' },
      },
    },
  });
  const webhook = testClient(first.url, wallet.keys.headers('wallet')).post(
    '/api/v1/payments/webhooks/razorpay',
    body,
    { 'x-razorpay-signature': sign(body), 'x-razorpay-event-id': newId('evt') },
  );
  await expect(webhook).rejects.toThrow();
  expect(await first.exit).toBe('SIGKILL');

  // Its worker may have taken the event in the moment between the commit and the kill.
  await endLeases();
  const second = await startProcess();
  await until('it is credited', async () => (await balance(second, userId))[0] === 500);
  await until('it was published', () => published(userId).length > 0);
  expect(published(userId)).toEqual([['topup', 500, 0]]);
}, 30_000);

test('killed between commit and publish, the credit stands and is published after the next start', async () => {
  const userId = wallet.newUser();
  const first = await startProcess('wallet.outbox.committed=kill');
  const { orderId } = (await topup(first, userId)).body.data;
  await expect(report(first, userId, orderId)).rejects.toThrow();
  expect(await first.exit).toBe('SIGKILL');
  expect(published(userId)).toEqual([]);

  const second = await startProcess();
  expect(await balance(second, userId)).toEqual([500, 0, 0]);
  await until('it was published', () => published(userId).length > 0, 15_000);
  expect(published(userId)).toEqual([['topup', 500, 0]]);
}, 30_000);

test('killed after an authorization was committed, asking again after the start holds nothing twice', async () => {
  const userId = wallet.newUser();
  const helper = await startProcess();
  await report(helper, userId, (await topup(helper, userId)).body.data.orderId);
  const first = await startProcess('wallet.transfer.committed=kill');
  const request = {
    paymentId: newId('pay'),
    userId,
    amount: { amount: '300', currency: 'INR' },
    reference: newId('ord'),
    holdSeconds: 900,
  };
  const doomed = callAs('orders', 'wallet', first.grpcAddress, wallet.keys);
  await expect(doomed.authorize(request)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  doomed.close();
  expect(await first.exit).toBe('SIGKILL');

  const second = await startProcess();
  const client = callAs('orders', 'wallet', second.grpcAddress, wallet.keys);
  expect(await client.authorize(request)).toMatchObject({ status: 'authorised' });
  expect(await balance(second, userId)).toEqual([200, 300, 0]);
  expect(await client.capture({ paymentId: request.paymentId })).toMatchObject({ status: 'captured' });
  expect(await balance(second, userId)).toEqual([200, 0, 300]);
  client.close();
}, 30_000);

test('killed after the provider made the order, the same key goes on with the same top-up', async () => {
  const userId = wallet.newUser();
  const key = newId('key');
  const first = await startProcess('wallet.topup.order-created=kill');
  await expect(topup(first, userId, key)).rejects.toThrow();
  expect(await first.exit).toBe('SIGKILL');

  const second = await startProcess();
  const answer = await until('the key is free again', async () => {
    const again = await topup(second, userId, key);
    return again.status === 201 && again;
  });
  await report(second, userId, answer.body.data.orderId);
  expect(await balance(second, userId)).toEqual([500, 0, 0]);
  const { items } = (await as(second, userId).get('/api/v1/payments')).body.data;
  expect(items).toMatchObject([{ id: answer.body.data.topup.id, status: 'captured' }]);
}, 30_000);

/** Sends the latest webhook of a kind about an order; the process may die over it. */
const tell = async (at: SpawnedService, orderId: string, event: string) => {
  const { body } = (await wallet.webhooksOf(orderId)).findLast((webhook) => webhook.event === event)!;
  const headers = { 'x-razorpay-signature': sign(body), 'x-razorpay-event-id': newId('evt') };
  await testClient(at.url, wallet.keys.headers('wallet'))
    .post('/api/v1/payments/webhooks/razorpay', body, headers)
    .catch(() => undefined);
};
test.each(['wallet.webhook.stored', 'wallet.reversal.posting'])(
  'killed at %s, a refund of the provider is posted once after the next start',
  async (point) => {
    const userId = wallet.newUser();
    const helper = await startProcess();
    const { orderId } = (await topup(helper, userId)).body.data;
    const paid = await wallet.pay(orderId);
    await as(helper, userId).post('/api/v1/payments/razorpay/verify', {
      orderId,
      paymentId: paid.razorpay_payment_id,
      signature: paid.razorpay_signature,
    });
    await helper.stop();
    const first = await startProcess(`${point}=kill`);
    const before = await settlements(wallet);
    const refund = await wallet.outside(`/payments/${paid.razorpay_payment_id}/refund`, { amount: 200 });
    await tell(first, orderId, 'refund.processed');
    expect(await first.exit).toBe('SIGKILL');
    const rows = wallet.db.connection.collection<{ _id: string }>('provider_reversals');
    expect(await rows.countDocuments({ _id: `razorpay:${refund.id}` })).toBe(0);

    await endLeases();
    const second = await startProcess();
    await until('it is posted', async () => (await balance(second, userId))[0] === 300);
    expect(await rows.countDocuments({ _id: `razorpay:${refund.id}` })).toBe(1);
    const after = await settlements(wallet);
    expect(before.ours.get('INR')! - after.ours.get('INR')!).toBe(200);
  },
  60_000,
);

test.each(['wallet.capture.posting', 'wallet.unmatched.refunded'])(
  'killed at %s, a second capture goes back once',
  async (point) => {
    const userId = wallet.newUser();
    const helper = await startProcess();
    const { orderId } = (await topup(helper, userId)).body.data;
    await report(helper, userId, orderId);
    await helper.stop();
    const before = await settlements(wallet);
    const { razorpay_payment_id: providerPaymentId } = await wallet.pay(orderId, { again: true });
    const first = await startProcess(`${point}=kill`);
    await tell(first, orderId, 'payment.captured');
    expect(await first.exit).toBe('SIGKILL');

    await endLeases();
    const second = await startProcess();
    const rows = wallet.db.connection.collection('unmatched_money');
    await until(
      'it went back',
      async () => (await rows.findOne({ providerPaymentId }))?.status === 'returned',
      20_000,
    );
    const posted = wallet.db.connection.collection('provider_reversals');
    expect(await posted.countDocuments({ providerPaymentId })).toBe(1);
    expect(await balance(second, userId)).toEqual([500, 0, 0]);
    const after = await settlements(wallet);
    expect(after.ours.get('INR')).toBe(before.ours.get('INR'));
    expect(after.theirs.get('INR')).toBe(before.theirs.get('INR'));
  },
  90_000,
);
