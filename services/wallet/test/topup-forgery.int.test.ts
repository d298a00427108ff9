import { newId } from '@chowk/runtime/ids';
import { topupExpectations, webhookBody } from './topup-expectations.ts';
import { KEY_SECRET, sign, startWallet, type WalletFixture } from './fixture.ts';

let wallet: WalletFixture;
let expectations: ReturnType<typeof topupExpectations>;
beforeAll(async () => {
  wallet = await startWallet({ replicas: 2 });
  expectations = topupExpectations(wallet);
}, 60_000);
afterAll(async () => {
  const report = await wallet.verifyLedger();
  await wallet.stop();
  expect(report).toMatchObject({ ok: true, problems: [] });
});

describe('what is not genuine', () => {
  beforeEach(() => wallet.webhooks(false));
  const captured = async () => {
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    const facts = { id: newId('pay'), order_id: orderId, amount: 20_000, status: 'captured' };
    return { userId, topup, orderId, event: webhookBody('payment.captured', facts) };
  };

  test.each([
    ['signed with the API secret', (event: string) => sign(event, KEY_SECRET)],
    ['whose body was serialised anew', (event: string) => sign(JSON.stringify(JSON.parse(event), null, 1))],
    ['without a signature', () => ''],
    ['with half a signature', (event: string) => sign(event).slice(0, 32)],
    ['with a signature that is not hex', () => 'zz'.repeat(32)],
  ])('a webhook %s is refused and changes nothing', async (_what, signatureOf) => {
    const { userId, topup, event } = await captured();
    const answer = await wallet.postWebhook(event, { signature: signatureOf(event) });
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([400, 'INVALID_SIGNATURE']);
    await expectations.expectNotCredited(userId, topup.id, 'created');
  });

  test('a webhook without an event id, or half a JSON, is refused although it is signed', async () => {
    const { event } = await captured();
    expect((await wallet.postWebhook(event, { eventId: '' })).status).toBe(400);
    const half = event.slice(0, event.length / 2);
    const answer = await wallet.postWebhook(half);
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([400, 'BAD_REQUEST']);
    expect((await wallet.postWebhook('')).status).toBe(400);
  });

  test('a callback with a wrong signature is refused', async () => {
    const { userId, topup, orderId } = await captured();
    const result = await wallet.pay(orderId);
    for (const signature of [sign(`${orderId}|${result.razorpay_payment_id}`), 'f'.repeat(64), 'short']) {
      const answer = await wallet.report(userId, { ...result, razorpay_signature: signature });
      expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_SIGNATURE']);
    }
    await expectations.expectNotCredited(userId, topup.id, 'created');
  });

  test('a callback for the top-up of another user is not found', async () => {
    const { topup, userId, orderId } = await captured();
    const result = await wallet.pay(orderId);
    const thief = wallet.newUser();
    const answer = await wallet.report(thief, result);
    expect([answer.status, answer.body.code]).toEqual([404, 'PAYMENT_NOT_FOUND']);
    expect(await wallet.balance(thief)).toEqual([0, 0, 0, 0]);
    await expectations.expectNotCredited(userId, topup.id, 'created');
  });

  test.each([
    ['a Mongo operator', { orderId: { $gt: '' }, paymentId: 'p', signature: 's' }, 'orderId'],
    ['nothing', {}, 'orderId'],
    ['a status', { orderId: 'o', paymentId: 'p', signature: 's', status: 'captured' }, 'status'],
  ])('a callback with %s is refused with the path', async (_what, given, path) => {
    const answer = await wallet.http(wallet.newUser()).post('/api/v1/payments/razorpay/verify', given);
    expect([answer.status, answer.body.details[0].path]).toEqual([422, path]);
  });

  test.each(['error', 'malformed', 'lose'])(
    'when the provider plays %s at the callback nothing is believed; the next report credits',
    async (kind) => {
      const { userId, topup, orderId } = await captured();
      const result = await wallet.pay(orderId);
      await wallet.fault({ kind, on: 'api', match: '/v1/payments/*' });
      const answer = await wallet.report(userId, result);
      expect([answer.status, answer.body.code]).toEqual([502, 'PAYMENT_PROVIDER_FAILED']);
      expect((await wallet.report(userId, result)).status).toBe(200);
      await expectations.expectCreditedOnce(userId, topup.id, 20_000);
    },
  );
});
