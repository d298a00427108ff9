import { armFailpoints } from '@chowk/runtime/failpoints';
import { newId } from '@chowk/runtime/ids';
import { inr } from '@chowk/testing';
import { topupBody, topupExpectations } from './topup-expectations.ts';
import { KEY_ID, startWallet, type WalletFixture } from './fixture.ts';

let wallet: WalletFixture;
let expectations: ReturnType<typeof topupExpectations>;
beforeAll(async () => {
  wallet = await startWallet({ replicas: 2 });
  expectations = topupExpectations(wallet);
}, 60_000);
afterEach(() => armFailpoints(''));
afterAll(async () => {
  const report = await wallet.verifyLedger();
  await wallet.stop();
  expect(report).toMatchObject({ ok: true, problems: [] });
});

describe('starting a top-up', () => {
  test('answers what the checkout needs, with the amount fixed in the order of the provider', async () => {
    const userId = wallet.newUser();
    const answer = await expectations.start(userId, topupBody());
    expect(answer.status).toBe(201);
    expect(answer.body.data).toEqual({
      topup: { id: expect.stringMatching(/^top_/), status: 'created', amount: inr(50_000) },
      orderId: expect.stringMatching(/^order_/),
      amount: 50_000,
      currency: 'INR',
      key: KEY_ID,
    });
    expect(await wallet.balance(userId)).toEqual([0, 0, 0, 0]);
  });

  test('50 requests with one key make one top-up and one order', async () => {
    const userId = wallet.newUser();
    const key = newId('key');
    const first = await expectations.start(userId, topupBody(), key);
    const answers = await Promise.all(
      Array.from({ length: 49 }, () => expectations.start(userId, topupBody(), key)),
    );
    for (const answer of answers) {
      expect(answer.body.data).toEqual(first.body.data);
      expect(answer.headers.get('idempotency-replayed')).toBe('true');
    }
    expect((await wallet.http(userId).get('/api/v1/payments')).body.data.items).toHaveLength(1);
    expect((await expectations.start(userId, topupBody(60_000), key)).body.code).toBe('IDEMPOTENCY_MISMATCH');
  });

  test('needs an Idempotency-Key', async () => {
    const answer = await wallet.http(wallet.newUser()).post('/api/v1/wallet/topup', topupBody());
    expect([answer.status, answer.body.code]).toEqual([400, 'IDEMPOTENCY_KEY_REQUIRED']);
  });

  test.each([
    ['99 paise', 99],
    ['more than the limit', 10_000_001],
  ])('refuses %s with the limits', async (_what, amount) => {
    const answer = await expectations.start(wallet.newUser(), topupBody(amount));
    expect([answer.status, answer.body.code]).toEqual([422, 'AMOUNT_OUT_OF_RANGE']);
    expect(answer.body.details).toEqual([{ path: 'amount.amount', min: 100, max: 10_000_000 }]);
  });

  test.each([
    ['a float', topupBody(10.5), 'amount.amount'],
    ['a text', topupBody('500'), 'amount.amount'],
    ['zero', topupBody(0), 'amount.amount'],
    ['a negative amount', topupBody(-100), 'amount.amount'],
    ['more than 2^53-1', topupBody(2 ** 53), 'amount.amount'],
    ['a Mongo operator', topupBody({ $gt: '' }), 'amount.amount'],
    ['no amount', { provider: 'razorpay' }, 'amount'],
    [
      'another currency',
      { amount: { amount: 500, currency: 'USD' }, provider: 'razorpay' },
      'amount.currency',
    ],
    [
      'a currency that does not exist',
      { amount: { amount: 500, currency: 'XQZ' }, provider: 'razorpay' },
      'amount.currency',
    ],
    ['an unknown provider', { ...topupBody(), provider: 'stripe' }, 'provider'],
    ['a field of somebody else', { ...topupBody(), userId: 'usr_other' }, 'userId'],
    ['a status', { ...topupBody(), status: 'captured' }, 'status'],
  ])('refuses %s with the path', async (_what, given, path) => {
    const answer = await expectations.start(wallet.newUser(), given);
    expect([answer.status, answer.body.code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(answer.body.details[0].path).toBe(path);
  });

  test.each([['error'], ['malformed'], ['lose'], ['wrong_amount'], ['hang']])(
    'when the provider plays %s the request fails clearly, and the same key goes on with the same top-up',
    async (kind) => {
      const userId = wallet.newUser();
      const key = newId('key');
      await wallet.fault({ kind, on: 'api', match: 'POST /v1/orders', ms: 1_500 });
      const failed = await expectations.start(userId, topupBody(), key);
      expect([failed.status, failed.body.code]).toEqual([502, 'PAYMENT_PROVIDER_FAILED']);
      const { items } = (await wallet.http(userId).get('/api/v1/payments')).body.data;
      expect(items).toMatchObject([{ status: 'created', purpose: 'topup' }]);

      const again = await expectations.start(userId, topupBody(), key);
      expect(again.status).toBe(201);
      expect(again.body.data.topup.id).toBe(items[0].id);
      await wallet.report(userId, await wallet.pay(again.body.data.orderId));
      await expectations.expectCreditedOnce(userId, items[0].id, 50_000);
    },
  );

  test('a crash after the order was made and before it was written down leaves one top-up that can be paid', async () => {
    const userId = wallet.newUser();
    const key = newId('key');
    armFailpoints('wallet.topup.order-created=error');
    expect((await expectations.start(userId, topupBody(), key)).status).toBe(500);
    armFailpoints('');
    const again = await expectations.start(userId, topupBody(), key);
    expect(again.status).toBe(201);
    const { topup, orderId } = again.body.data;
    await wallet.report(userId, await wallet.pay(orderId));
    await expectations.expectCreditedOnce(userId, topup.id, 50_000);
    expect((await wallet.http(userId).get('/api/v1/payments')).body.data.items).toHaveLength(1);
  });
});
