import { armFailpoints } from '@chowk/runtime/failpoints';
import { newId } from '@chowk/runtime/ids';
import { inr, testClient, until } from '@chowk/testing';
import { topupBody, topupExpectations, webhookBody } from './topup-expectations.ts';
import type { ProviderEventDocument } from '../src/payments/persistence/provider-event.model.ts';
import { startWallet, type WalletFixture } from './fixture.ts';

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

describe('what the provider tells, in any order and any number', () => {
  beforeEach(() => wallet.webhooks(false));

  test('the callback alone credits', async () => {
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    const answer = await wallet.report(userId, await wallet.pay(orderId));
    expect(answer.body.data).toMatchObject({
      payment: { id: topup.id, status: 'captured', amount: inr(20_000), orderId },
      topup: { id: topup.id, status: 'captured', amount: inr(20_000) },
    });
    await expectations.expectCreditedOnce(userId, topup.id, 20_000);
  });

  test('the webhooks alone credit', async () => {
    wallet.webhooks(true);
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    await wallet.pay(orderId);
    await expectations.expectCreditedOnce(userId, topup.id, 20_000);
  });

  test.each([
    ['duplicate', {}],
    ['reorder', { ms: 300 }],
    ['delay', { ms: 150 }],
    ['bad_signature', {}],
    ['malformed', {}],
    ['error', {}],
  ])('webhooks that play %s, and the callback beside them, credit once', async (kind, extra) => {
    wallet.webhooks(true);
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    await wallet.fault({ kind, on: 'webhook', times: 3, ...extra });
    const result = await wallet.pay(orderId);
    await Promise.all(Array.from({ length: 5 }, () => wallet.report(userId, result)));
    await expectations.expectCreditedOnce(userId, topup.id, 20_000);
  });

  const orders = [
    ['authorized', 'captured', 'failed'],
    ['authorized', 'failed', 'captured'],
    ['captured', 'authorized', 'failed'],
    ['captured', 'failed', 'authorized'],
    ['failed', 'authorized', 'captured'],
    ['failed', 'captured', 'authorized'],
  ];
  test.each(orders)('%s, then %s, then %s ends as captured and credits once', async (...statuses) => {
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    const id = newId('pay');
    for (const status of statuses) {
      const event = webhookBody(`payment.${status}`, { id, order_id: orderId, amount: 20_000, status });
      expect((await wallet.postWebhook(event)).status).toBe(200);
      await until('the webhook is worked off', expectations.noStoredEvent);
    }
    await expectations.expectCreditedOnce(userId, topup.id, 20_000);
  });

  test('one event sent 100 times at once is stored once and credits once', async () => {
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    const event = webhookBody('payment.captured', {
      id: newId('pay'),
      order_id: orderId,
      amount: 20_000,
      status: 'captured',
    });
    const eventId = newId('evt');
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => wallet.postWebhook(event, { eventId })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await expectations.expectCreditedOnce(userId, topup.id, 20_000);
    const stored = await wallet.db.connection
      .collection<{ _id: string }>('provider_events')
      .countDocuments({ _id: `razorpay:${eventId}` });
    expect(stored).toBe(1);
  });

  test('100 events of one capture, each with its own id, credit once', async () => {
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    const facts = { id: newId('pay'), order_id: orderId, amount: 20_000, status: 'captured' };
    await Promise.all(
      Array.from({ length: 100 }, () => wallet.postWebhook(webhookBody('payment.captured', facts))),
    );
    await expectations.expectCreditedOnce(userId, topup.id, 20_000);
  });

  test('a failed payment is published once, credits nothing, and a later try on the same order still can', async () => {
    wallet.webhooks(true);
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    await wallet.pay(orderId, { outcome: 'failed' });
    await expectations.expectNotCredited(userId, topup.id, 'failed');
    await until(
      'the failure was published',
      () => expectations.paymentEvents('paymentFailed', topup.id).length > 0,
    );
    expect(expectations.paymentEvents('paymentFailed', topup.id).map(({ data }) => data)).toMatchObject([
      { reason: 'payment_failed', reference: topup.id, amount: inr(20_000) },
    ]);
    await wallet.pay(orderId);
    await expectations.expectCreditedOnce(userId, topup.id, 20_000);
  });

  test('a payment that is only authorised is pending and credits nothing', async () => {
    wallet.webhooks(true);
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    const result = await wallet.pay(orderId, { outcome: 'authorized' });
    expect((await wallet.report(userId, result)).body.data.topup.status).toBe('pending');
    await expectations.expectNotCredited(userId, topup.id, 'pending');
  });

  test('both lost: the poller asks the provider and credits once, with two replicas polling', async () => {
    const userId = wallet.newUser();
    await wallet.startReplica({ TOPUP_POLL_MS: '100' });
    const polling = await wallet.startReplica({ TOPUP_POLL_MS: '100' });
    const { orderId, topup } = (
      await testClient(polling.url, wallet.keys.headers('wallet', { userId })).post(
        '/api/v1/wallet/topup',
        topupBody(20_000),
        { 'idempotency-key': newId('key') },
      )
    ).body.data;
    await wallet.pay(orderId);
    await expectations.expectCreditedOnce(userId, topup.id, 20_000);
  });

  test('a webhook for an order that is not ours is taken and ignored', async () => {
    const event = webhookBody('payment.captured', {
      id: newId('pay'),
      order_id: 'order_ofSomebodyElse',
      amount: 500,
      status: 'captured',
    });
    const eventId = newId('evt');
    expect((await wallet.postWebhook(event, { eventId })).status).toBe(200);
    await until('it is worked off', expectations.noStoredEvent);
    const row = await wallet.db.connection
      .collection<{ _id: string; state: string }>('provider_events')
      .findOne({ _id: `razorpay:${eventId}` });
    expect(row?.state).toBe('ignored');
  });

  test('the paid order of a top-up whose crash lost the order id is known by its receipt', async () => {
    const userId = wallet.newUser();
    armFailpoints('wallet.topup.order-created=error');
    expect((await expectations.start(userId, topupBody(20_000))).status).toBe(500);
    armFailpoints('');
    const [{ id }] = (await wallet.http(userId).get('/api/v1/payments')).body.data.items;
    const facts = { id: newId('pay'), order_id: newId('order'), amount: 20_000, status: 'captured' };
    await wallet.postWebhook(webhookBody('order.paid', facts, id));
    await expectations.expectCreditedOnce(userId, id, 20_000);
  });

  test('a webhook is kept as facts only, and one that another version kept so is processed', async () => {
    const userId = wallet.newUser();
    armFailpoints('wallet.topup.order-created=error');
    await expectations.start(userId, topupBody(20_000));
    armFailpoints('');
    const [{ id }] = (await wallet.http(userId).get('/api/v1/payments')).body.data.items;
    const kept = wallet.db.connection.collection<ProviderEventDocument>('provider_events');
    const orderId = newId('order');
    const payment = { id: newId('pay'), orderId, amount: inr(20_000), refunded: 0, topupId: id as string };
    const event: ProviderEventDocument = {
      _id: `razorpay:${newId('evt')}`,
      type: 'order.paid',
      payment: { ...payment, status: 'captured' },
      state: 'stored',
      tries: 0,
      receivedAt: new Date(),
      nextTryAt: new Date(),
    };
    await kept.insertOne(event);
    await expectations.expectCreditedOnce(userId, id, 20_000);

    const facts = { id: payment.id, order_id: orderId, amount: 20_000, status: 'captured' };
    const eventId = newId('evt');
    await wallet.postWebhook(webhookBody('order.paid', facts, id), { eventId });
    await until('it is worked off', expectations.noStoredEvent);
    expect(await kept.findOne({ _id: `razorpay:${eventId}` })).toEqual({
      _id: `razorpay:${eventId}`,
      type: 'order.paid',
      payment: { ...payment, status: 'captured' },
      state: 'processed',
      tries: 1,
      receivedAt: expect.any(Date),
    });
  });

  test('a crash after the webhook was stored: it is processed from the store', async () => {
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    armFailpoints('wallet.webhook.stored=error');
    const facts = { id: newId('pay'), order_id: orderId, amount: 20_000, status: 'captured' };
    expect((await wallet.postWebhook(webhookBody('payment.captured', facts))).status).toBe(500);
    armFailpoints('');
    await expectations.expectCreditedOnce(userId, topup.id, 20_000);
  });

  test('a stored webhook that fails is processed again', async () => {
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    // After the commit of the effect, so that the second try finds it done.
    armFailpoints('wallet.transfer.committed=error');
    const facts = { id: newId('pay'), order_id: orderId, amount: 20_000, status: 'captured' };
    await wallet.postWebhook(webhookBody('payment.captured', facts));
    await until('it was credited', async () => (await wallet.balance(userId))[0] === 20_000);
    armFailpoints('');
    await expectations.expectCreditedOnce(userId, topup.id, 20_000);
  });
});
