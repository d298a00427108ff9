import { newId } from '@chowk/runtime/ids';
import { until } from '@chowk/testing';
import { startWallet, type WalletFixture } from './fixture.ts';
import { topupExpectations, webhookBody } from './topup-expectations.ts';

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

describe('money that does not fit is parked and never credited', () => {
  beforeEach(() => wallet.webhooks(false));

  test.each([
    ['another amount', { amount: 20_100 }],
    ['less', { amount: 1 }],
    ['another currency', { currency: 'USD' }],
    ['money that already went back', { status: 'refunded', amount_refunded: 20_000 }],
  ])('%s in a webhook', async (_what, change) => {
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    const facts = { id: newId('pay'), order_id: orderId, amount: 20_000, status: 'captured', ...change };
    await wallet.postWebhook(webhookBody('payment.captured', facts));
    await expectations.expectNotCredited(userId, topup.id, 'parked');
    const rightOne = { id: newId('pay'), order_id: orderId, amount: 20_000, status: 'captured' };
    await wallet.postWebhook(webhookBody('payment.captured', rightOne));
    await expectations.expectNotCredited(userId, topup.id, 'parked');
  });

  test('a buyer who pays too little, reported by the callback', async () => {
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    const answer = await wallet.report(userId, await wallet.pay(orderId, { amount: 5_000 }));
    expect(answer.body.data.topup.status).toBe('parked');
    await expectations.expectNotCredited(userId, topup.id, 'parked');
  });

  test('a wrong amount in the answer of the provider', async () => {
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    const result = await wallet.pay(orderId);
    await wallet.fault({ kind: 'wrong_amount', on: 'api', match: '/v1/payments/*' });
    await wallet.report(userId, result);
    await expectations.expectNotCredited(userId, topup.id, 'parked');
  });

  test('a foreign currency is in suspense in that currency, cannot be credited, and leaves it when it goes back', async () => {
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    const facts = { id: newId('pay'), order_id: orderId, amount: 300, currency: 'USD', status: 'captured' };
    await wallet.postWebhook(webhookBody('payment.captured', facts));
    await expectations.expectNotCredited(userId, topup.id, 'parked');
    const staff = wallet.http('usr_admin', ['admin']);
    const path = `/api/v1/admin/payments/unmatched`;
    const listed = async (status: string) =>
      (await staff.get(`${path}?status=${status}&limit=100`)).body.data.items as Array<{ id: string }>;
    const id = `razorpay:${facts.id}`;
    expect(await listed('held')).toContainEqual(
      expect.objectContaining({
        ...{ id, paymentId: topup.id, reason: 'asked for INR, paid in USD' },
        left: { amount: 300, currency: 'USD' },
      }),
    );
    const key = { 'idempotency-key': newId('key') };
    const credit = await staff.post(`${path}/${id}/credit`, { note: 'no' }, key);
    expect([credit.status, credit.body.code]).toEqual([422, 'VALIDATION_FAILED']);

    const refund = { id: newId('rfnd'), payment_id: facts.id, amount: 300, currency: 'USD' };
    const body = JSON.parse(webhookBody('refund.processed', { ...facts, status: 'refunded' })) as {
      payload: Record<string, object>;
    };
    body.payload.refund = { entity: { ...refund, status: 'processed' } };
    const eventId = newId('evt');
    await wallet.postWebhook(JSON.stringify(body), { eventId });
    await until('it is worked off', expectations.noStoredEvent);
    expect(await listed('returned')).toContainEqual(expect.objectContaining({ id }));
    const rows = wallet.db.connection.collection<{ _id: string; reversal?: object }>('provider_events');
    expect((await rows.findOne({ _id: `razorpay:${eventId}` }))?.reversal).toEqual({
      ...{ id: refund.id, kind: 'refund', providerPaymentId: facts.id, state: 'taken' },
      amount: { amount: 300, currency: 'USD' },
    });
  });
});
