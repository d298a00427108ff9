import { newId } from '@chowk/runtime/ids';
import { inr, testClient } from '@chowk/testing';
import { KEY_SECRET, sign, startWallet, WEBHOOK_SECRET, type WalletFixture } from './fixture.ts';
import { webhookBody } from './topup-expectations.ts';

const old = 'o'.repeat(32);

let wallet: WalletFixture;
/** Settings before, during and after a rotation; the emulated Razorpay knows the new secrets. */
let first: string, both: string, second: string;
beforeAll(async () => {
  wallet = await startWallet({ replicas: 0 });
  const versions = (secret: string) => [`v1:${old}`, `v2:${secret},v1:${old}`, `v2:${secret}`];
  const [cursors, keys, webhooks] = ['n'.repeat(32), KEY_SECRET, WEBHOOK_SECRET].map(versions);
  const replicas = await Promise.all(
    [0, 1, 2].map((at) =>
      wallet.startReplica({
        CURSOR_SECRET: cursors![at]!,
        RAZORPAY_KEY_SECRET: keys![at]!,
        RAZORPAY_WEBHOOK_SECRET: webhooks![at]!,
      }),
    ),
  );
  [first, both, second] = replicas.map(({ url }) => url) as [string, string, string];
}, 60_000);
afterAll(() => wallet.stop());

const as = (url: string, userId: string) =>
  testClient(url, wallet.keys.headers('wallet', { userId, roles: ['user'] }));
const topup = (url: string, userId: string) =>
  as(url, userId).post(
    '/api/v1/wallet/topup',
    { amount: inr(20_000), provider: 'razorpay' },
    { 'idempotency-key': newId('key') },
  );

test('CURSOR_SECRET: a cursor outlives a rotation of it, and ends with its version', async () => {
  const userId = wallet.newUser();
  for (let made = 0; made < 2; made++) expect((await topup(both, userId)).status).toBe(201);
  const list = '/api/v1/payments?limit=1';
  const cursorOf = async (url: string) =>
    encodeURIComponent((await as(url, userId).get(list)).body.meta.nextCursor as string);
  const follow = async (url: string, cursor: string) => {
    const { status, body } = await as(url, userId).get(`${list}&cursor=${cursor}`);
    return [status, body.code ?? body.data.items.length];
  };
  const [before, fresh] = [await cursorOf(first), await cursorOf(both)];
  for (const url of [first, both]) expect(await follow(url, before)).toEqual([200, 1]);
  expect(await follow(second, fresh)).toEqual([200, 1]);
  expect(await follow(second, before)).toEqual([400, 'INVALID_CURSOR']);
});

test('RAZORPAY_WEBHOOK_SECRET: a webhook is taken under any version, and refused once its own is gone', async () => {
  const deliver = async (url: string, secret: string) => {
    const body = webhookBody('payment.authorized', {
      id: newId('pay'),
      order_id: newId('order'),
      amount: 20_000,
      status: 'authorized',
    });
    const headers = {
      'x-razorpay-signature': sign(body, secret),
      'x-razorpay-event-id': newId('evt'),
      'content-type': 'application/json',
    };
    const path = '/api/v1/payments/webhooks/razorpay';
    return (await testClient(url, wallet.keys.headers('wallet')).post(path, body, headers)).status;
  };
  expect(await deliver(first, old)).toBe(200);
  expect([await deliver(both, old), await deliver(both, WEBHOOK_SECRET)]).toEqual([200, 200]);
  expect([await deliver(second, old), await deliver(second, WEBHOOK_SECRET)]).toEqual([400, 200]);
});

test('RAZORPAY_KEY_SECRET: calls use the first, and a checkout that was signed with an older one is believed', async () => {
  const userId = wallet.newUser();
  // Razorpay has taken the old secret back: who calls with it is refused.
  const refused = await topup(first, userId);
  expect([refused.status, refused.body.code]).toEqual([502, 'PAYMENT_PROVIDER_FAILED']);

  const reportSignedWith = async (secret: string, url: string) => {
    const made = await topup(both, userId);
    expect(made.status).toBe(201);
    const { razorpay_order_id: orderId, razorpay_payment_id: paymentId } = await wallet.pay(
      made.body.data.orderId,
    );
    const body = { orderId, paymentId, signature: sign(`${orderId}|${paymentId}`, secret) };
    const { status } = await as(url, userId).post('/api/v1/payments/razorpay/verify', body);
    return status;
  };
  expect(await reportSignedWith(old, both)).toBe(200);
  expect(await reportSignedWith(KEY_SECRET, both)).toBe(200);
  expect(await reportSignedWith(KEY_SECRET, second)).toBe(200);
  expect((await wallet.balance(userId))[0]).toBe(60_000);
  expect(await reportSignedWith(old, second)).toBe(400);
  expect((await wallet.balance(userId))[0]).toBe(60_000);
});
