import { newId, armFailpoints } from '@chowk/runtime';
import { testClient, until } from '@chowk/testing';
import { inr, KEY_ID, KEY_SECRET, sign, startWallet, type WalletFixture } from './wallet-fixture.ts';

let wallet: WalletFixture;
beforeAll(async () => {
  wallet = await startWallet({ replicas: 2 });
}, 60_000);
afterEach(() => armFailpoints(''));
afterAll(async () => {
  const report = await wallet.verifyLedger();
  await wallet.stop();
  expect(report).toMatchObject({ ok: true, problems: [] });
});

const start = (userId: string, body: unknown, key = newId('key')) =>
  wallet.http(userId).post('/api/v1/wallet/topup', body, { 'idempotency-key': key });
const body = (amount: unknown = 50_000) => ({ amount: inr(amount as number), provider: 'razorpay' });

/** A webhook of Razorpay as it is on the wire, with what we read of it. */
const webhookBody = (
  event: string,
  payment: { id: string; order_id: string; amount: number; status: string; currency?: string },
  receipt?: string,
) =>
  JSON.stringify({
    entity: 'event',
    account_id: 'acc_test',
    event,
    contains: ['payment'],
    payload: {
      payment: { entity: { entity: 'payment', currency: 'INR', notes: [], amount_refunded: 0, ...payment } },
      ...(receipt !== undefined && { order: { entity: { id: payment.order_id, receipt } } }),
    },
    created_at: 1_700_000_000,
  });

const paymentEvents = (name: 'paymentCaptured' | 'paymentFailed', id: string) =>
  wallet.events.of(name).filter(({ data }) => data.paymentId === id);
const changes = (userId: string) =>
  wallet.events.of('balanceChanged').filter(({ data }) => data.userId === userId);

/** Credited once: balance, ledger and events agree; waits first, so that a second effect would show. */
async function expectCreditedOnce(userId: string, topupId: string, amount: number) {
  await until(
    'the top-up is captured',
    async () => (await wallet.payment(userId, topupId)).status === 'captured',
  );
  await until('all webhooks are worked off', noStoredEvent);
  await until(
    'the events were told',
    () => changes(userId).length > 0 && paymentEvents('paymentCaptured', topupId).length > 0,
  );
  expect(await wallet.balance(userId)).toEqual([amount, 0, 0, 0]);
  expect(changes(userId).map(({ data }) => [data.kind, data.balance.amount])).toEqual([['topup', amount]]);
  expect(paymentEvents('paymentCaptured', topupId)).toHaveLength(1);
}

async function expectNotCredited(userId: string, topupId: string, status: string) {
  await until(
    `the top-up is ${status}`,
    async () => (await wallet.payment(userId, topupId)).status === status,
  );
  await until('all webhooks are worked off', noStoredEvent);
  expect(await wallet.balance(userId)).toEqual([0, 0, 0, 0]);
  expect(changes(userId)).toEqual([]);
}

const noStoredEvent = async () =>
  (await wallet.db.connection.collection('provider_events').countDocuments({ state: 'stored' })) === 0;

describe('starting a top-up', () => {
  test('answers what the checkout needs, with the amount fixed in the order of the provider', async () => {
    const userId = wallet.newUser();
    const answer = await start(userId, body());
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
    const first = await start(userId, body(), key);
    const answers = await Promise.all(Array.from({ length: 49 }, () => start(userId, body(), key)));
    for (const answer of answers) {
      expect(answer.body.data).toEqual(first.body.data);
      expect(answer.headers.get('idempotency-replayed')).toBe('true');
    }
    expect((await wallet.http(userId).get('/api/v1/payments')).body.data.items).toHaveLength(1);
    expect((await start(userId, body(60_000), key)).body.code).toBe('IDEMPOTENCY_MISMATCH');
  });

  test('needs an Idempotency-Key', async () => {
    const answer = await wallet.http(wallet.newUser()).post('/api/v1/wallet/topup', body());
    expect([answer.status, answer.body.code]).toEqual([400, 'IDEMPOTENCY_KEY_REQUIRED']);
  });

  test.each([
    ['99 paise', 99],
    ['more than the limit', 10_000_001],
  ])('refuses %s with the limits', async (_what, amount) => {
    const answer = await start(wallet.newUser(), body(amount));
    expect([answer.status, answer.body.code]).toEqual([422, 'AMOUNT_OUT_OF_RANGE']);
    expect(answer.body.details).toEqual([{ path: 'amount.amount', min: 100, max: 10_000_000 }]);
  });

  test.each([
    ['a float', body(10.5), 'amount.amount'],
    ['a text', body('500'), 'amount.amount'],
    ['zero', body(0), 'amount.amount'],
    ['a negative amount', body(-100), 'amount.amount'],
    ['more than 2^53-1', body(2 ** 53), 'amount.amount'],
    ['a Mongo operator', body({ $gt: '' }), 'amount.amount'],
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
    ['an unknown provider', { ...body(), provider: 'stripe' }, 'provider'],
    ['a field of somebody else', { ...body(), userId: 'usr_other' }, 'userId'],
    ['a status', { ...body(), status: 'captured' }, 'status'],
  ])('refuses %s with the path', async (_what, given, path) => {
    const answer = await start(wallet.newUser(), given);
    expect([answer.status, answer.body.code]).toEqual([422, 'VALIDATION_FAILED']);
    expect(answer.body.details[0].path).toBe(path);
  });

  test.each([['error'], ['malformed'], ['lose'], ['wrong_amount'], ['hang']])(
    'when the provider plays %s the request fails clearly, and the same key goes on with the same top-up',
    async (kind) => {
      const userId = wallet.newUser();
      const key = newId('key');
      await wallet.fault({ kind, on: 'api', match: 'POST /v1/orders', ms: 1_500 });
      const failed = await start(userId, body(), key);
      expect([failed.status, failed.body.code]).toEqual([502, 'PAYMENT_PROVIDER_FAILED']);
      const { items } = (await wallet.http(userId).get('/api/v1/payments')).body.data;
      expect(items).toMatchObject([{ status: 'created', purpose: 'topup' }]);

      const again = await start(userId, body(), key);
      expect(again.status).toBe(201);
      expect(again.body.data.topup.id).toBe(items[0].id);
      await wallet.report(userId, await wallet.pay(again.body.data.orderId));
      await expectCreditedOnce(userId, items[0].id, 50_000);
    },
  );

  test('a crash after the order was made and before it was written down leaves one top-up that can be paid', async () => {
    const userId = wallet.newUser();
    const key = newId('key');
    armFailpoints('wallet.topup.order-created=error');
    expect((await start(userId, body(), key)).status).toBe(500);
    armFailpoints('');
    const again = await start(userId, body(), key);
    expect(again.status).toBe(201);
    const { topup, orderId } = again.body.data;
    await wallet.report(userId, await wallet.pay(orderId));
    await expectCreditedOnce(userId, topup.id, 50_000);
    expect((await wallet.http(userId).get('/api/v1/payments')).body.data.items).toHaveLength(1);
  });
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
    await expectCreditedOnce(userId, topup.id, 20_000);
  });

  test('the webhooks alone credit', async () => {
    wallet.webhooks(true);
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    await wallet.pay(orderId);
    await expectCreditedOnce(userId, topup.id, 20_000);
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
    await expectCreditedOnce(userId, topup.id, 20_000);
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
      await until('the webhook is worked off', noStoredEvent);
    }
    await expectCreditedOnce(userId, topup.id, 20_000);
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
    await expectCreditedOnce(userId, topup.id, 20_000);
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
    await expectCreditedOnce(userId, topup.id, 20_000);
  });

  test('a failed payment is told once, credits nothing, and a later try on the same order still can', async () => {
    wallet.webhooks(true);
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    await wallet.pay(orderId, { outcome: 'failed' });
    await expectNotCredited(userId, topup.id, 'failed');
    await until('the failure was told', () => paymentEvents('paymentFailed', topup.id).length > 0);
    expect(paymentEvents('paymentFailed', topup.id).map(({ data }) => data)).toMatchObject([
      { reason: 'payment_failed', reference: topup.id, amount: inr(20_000) },
    ]);
    await wallet.pay(orderId);
    await expectCreditedOnce(userId, topup.id, 20_000);
  });

  test('a payment that is only authorised is pending and credits nothing', async () => {
    wallet.webhooks(true);
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    const result = await wallet.pay(orderId, { outcome: 'authorized' });
    expect((await wallet.report(userId, result)).body.data.topup.status).toBe('pending');
    await expectNotCredited(userId, topup.id, 'pending');
  });

  test('both lost: the poller asks the provider and credits once, with two replicas polling', async () => {
    const userId = wallet.newUser();
    await wallet.startReplica({ TOPUP_POLL_MS: '100' });
    const polling = await wallet.startReplica({ TOPUP_POLL_MS: '100' });
    const { orderId, topup } = (
      await testClient(polling.url, wallet.keys.headers('wallet', { userId })).post(
        '/api/v1/wallet/topup',
        body(20_000),
        { 'idempotency-key': newId('key') },
      )
    ).body.data;
    await wallet.pay(orderId);
    await expectCreditedOnce(userId, topup.id, 20_000);
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
    await until('it is worked off', noStoredEvent);
    const row = await wallet.db.connection
      .collection<{ _id: string; state: string }>('provider_events')
      .findOne({ _id: `razorpay:${eventId}` });
    expect(row?.state).toBe('ignored');
  });

  test('the paid order of a top-up whose crash lost the order id is known by its receipt', async () => {
    const userId = wallet.newUser();
    armFailpoints('wallet.topup.order-created=error');
    expect((await start(userId, body(20_000))).status).toBe(500);
    armFailpoints('');
    const [{ id }] = (await wallet.http(userId).get('/api/v1/payments')).body.data.items;
    const facts = { id: newId('pay'), order_id: newId('order'), amount: 20_000, status: 'captured' };
    await wallet.postWebhook(webhookBody('order.paid', facts, id));
    await expectCreditedOnce(userId, id, 20_000);
  });

  test('a crash after the webhook was stored: it is processed from the store', async () => {
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    armFailpoints('wallet.webhook.stored=error');
    const facts = { id: newId('pay'), order_id: orderId, amount: 20_000, status: 'captured' };
    expect((await wallet.postWebhook(webhookBody('payment.captured', facts))).status).toBe(500);
    armFailpoints('');
    await expectCreditedOnce(userId, topup.id, 20_000);
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
    await expectCreditedOnce(userId, topup.id, 20_000);
  });
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
    await expectNotCredited(userId, topup.id, 'parked');
    const rightOne = { id: newId('pay'), order_id: orderId, amount: 20_000, status: 'captured' };
    await wallet.postWebhook(webhookBody('payment.captured', rightOne));
    await expectNotCredited(userId, topup.id, 'parked');
  });

  test('a buyer who pays too little, reported by the callback', async () => {
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    const answer = await wallet.report(userId, await wallet.pay(orderId, { amount: 5_000 }));
    expect(answer.body.data.topup.status).toBe('parked');
    await expectNotCredited(userId, topup.id, 'parked');
  });

  test('a wrong amount in the answer of the provider', async () => {
    const userId = wallet.newUser();
    const { topup, orderId } = await wallet.topup(userId, 20_000);
    const result = await wallet.pay(orderId);
    await wallet.fault({ kind: 'wrong_amount', on: 'api', match: '/v1/payments/*' });
    await wallet.report(userId, result);
    await expectNotCredited(userId, topup.id, 'parked');
  });
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
    await expectNotCredited(userId, topup.id, 'created');
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
    await expectNotCredited(userId, topup.id, 'created');
  });

  test('a callback for the top-up of another user is not found', async () => {
    const { topup, userId, orderId } = await captured();
    const result = await wallet.pay(orderId);
    const thief = wallet.newUser();
    const answer = await wallet.report(thief, result);
    expect([answer.status, answer.body.code]).toEqual([404, 'PAYMENT_NOT_FOUND']);
    expect(await wallet.balance(thief)).toEqual([0, 0, 0, 0]);
    await expectNotCredited(userId, topup.id, 'created');
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
      await expectCreditedOnce(userId, topup.id, 20_000);
    },
  );
});
