import { newId } from '@chowk/runtime/ids';
import { testClient, until } from '@chowk/testing';
import { watchEndedPayments } from '../src/migrations/0002-watch-ended-payments.ts';
import { proveAndStop, startWallet, type WalletFixture } from './fixture.ts';
import { authorization, repeat } from './payment-calls.ts';
import { expectSettled, suspense } from './settlements.ts';
import { topupBody } from './topup-expectations.ts';

let wallet: WalletFixture;
beforeAll(async () => {
  wallet = await startWallet();
}, 60_000);
afterAll(() => proveAndStop(wallet));

/** Top-ups that were paid, and of which neither webhook nor callback told. */
const untold = async (times: number) => {
  const topups = await repeat(times, async () => {
    const userId = wallet.newUser();
    const { orderId } = await wallet.topup(userId, 1_000);
    await wallet.pay(orderId);
    return userId;
  });
  await wallet.db.connection
    .collection('payments')
    .updateMany({ status: 'created' }, { $set: { nextCheckAt: new Date(0) } });
  return topups.map((topup) => (topup as PromiseFulfilledResult<string>).value);
};
const credited = async (users: string[]) => {
  const balances = await Promise.all(users.map((userId) => wallet.balance(userId)));
  return balances.filter(([available]) => available === 1_000).length;
};

test('a provider that takes its time about each question keeps nobody waiting for all the others', async () => {
  const users = await untold(24);
  await wallet.fault({ kind: 'delay', on: 'api', match: 'GET /v1/orders/*/payments', times: 24, ms: 900 });
  const polling = await wallet.startReplica({ TOPUP_POLL_MS: '100' });
  // One after the other they would take more than 21 s.
  await until('all are credited', async () => (await credited(users)) === users.length, 20_000, 250);
  await polling.stop();
  wallet.replicas.pop();
}, 60_000);

test('one that cannot be asked about keeps no other one waiting', async () => {
  const [broken, ...sound] = await untold(3);
  const payments = wallet.db.connection.collection('payments');
  const row = await payments.findOne({ userId: broken! });
  await payments.updateOne(
    { userId: broken! },
    { $set: { providerOrderId: 'order_unknown', nextCheckAt: new Date(-1) } },
  );
  const polling = await wallet.startReplica({ TOPUP_POLL_MS: '100', PROVIDER_POLL_CONCURRENCY: '1' });
  await until('the others are credited', async () => (await credited(sound)) === sound.length);
  const set = { providerOrderId: row!.providerOrderId as string, nextCheckAt: new Date(0) };
  await payments.updateOne({ userId: broken! }, { $set: set });
  await until('it is credited too', async () => (await credited([broken!])) === 1);
  await polling.stop();
  wallet.replicas.pop();
}, 30_000);

test('a stop does not wait for a provider that does not answer, and gives the payment back', async () => {
  const userId = wallet.newUser();
  await wallet.fault({ kind: 'hang', on: 'api', match: 'GET /v1/orders/*/payments', ms: 20_000 });
  const env = { TOPUP_POLL_MS: '100', RAZORPAY_TIMEOUT_MS: '20000' };
  const polling = await wallet.startReplica(env);
  const started = await testClient(polling.url, wallet.keys.headers('wallet', { userId })).post(
    '/api/v1/wallet/topup',
    topupBody(1_000),
    { 'idempotency-key': newId('key') },
  );
  const { orderId } = started.body.data as { orderId: string };
  await wallet.pay(orderId);
  const payments = wallet.db.connection.collection('payments');
  const dueAt = async () => ((await payments.findOne({ userId }))!.nextCheckAt as Date).getTime();
  await until('it is being asked about', async () => (await dueAt()) > Date.now() + 30_000);
  const began = performance.now();
  await polling.stop();
  wallet.replicas.pop();
  expect(performance.now() - began).toBeLessThan(8_000);
  expect(await dueAt()).toBeLessThanOrEqual(Date.now());

  const next = await wallet.startReplica({ TOPUP_POLL_MS: '100' });
  await until('the next start credits it', async () => (await credited([userId])) === 1);
  await next.stop();
  wallet.replicas.pop();
}, 60_000);

test('payments that ended in the release before are asked about: what was ignored then is posted', async () => {
  const [refunded, parked] = [await wallet.fundedUser(1_000), wallet.newUser()];
  const payments = wallet.db.connection.collection('payments');
  const row = (await payments.findOne({ userId: refunded }))!;
  await wallet.outside(`/payments/${row.providerPaymentId as string}/refund`, { amount: 400 });
  const { orderId } = await wallet.topup(parked, 1_000);
  const attempt = await wallet.pay(orderId, { amount: 300 });
  // As it was left: parked, and nothing posted.
  await payments.updateOne(
    { userId: parked },
    { $set: { status: 'parked', providerPaymentId: attempt.razorpay_payment_id } },
  );
  await payments.updateMany({ userId: { $in: [refunded, parked] } }, { $unset: { nextCheckAt: '' } });
  const order = authorization(await wallet.fundedUser(100), 50);
  await wallet.grpc().authorize(order);

  await watchEndedPayments.up(wallet.db.connection);
  const byWallet = await payments.findOne({ reference: order.reference });
  expect(byWallet).not.toHaveProperty('nextCheckAt');
  const polling = await wallet.startReplica({ TOPUP_POLL_MS: '100' });
  await until('the refund is posted', async () => (await wallet.balance(refunded))[0] === 600);
  await until('the money is in suspense', async () => (await suspense(wallet)) === 300);
  await expectSettled(wallet);
  await polling.stop();
  wallet.replicas.pop();
}, 30_000);
