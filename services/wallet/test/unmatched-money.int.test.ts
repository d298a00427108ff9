import type { Role } from '@chowk/runtime/identity';
import { newId } from '@chowk/runtime/ids';
import { until } from '@chowk/testing';
import { count, repeat } from './payment-calls.ts';
import { proveAndStop, startWallet, type WalletFixture } from './fixture.ts';
import { expectSettled, suspense } from './settlements.ts';
import { topupExpectations } from './topup-expectations.ts';

const PATH = '/api/v1/admin/payments/unmatched';
interface Unmatched {
  id: string;
  paymentId: string;
  status: string;
  left: { amount: number };
  decisions: object[];
}

/** Two replicas whose unmatched money goes back after so many seconds. */
function walletWithDelay(seconds: number) {
  let wallet: WalletFixture;
  beforeAll(async () => {
    const env = { UNMATCHED_REFUND_DELAY_SECONDS: String(seconds) };
    wallet = await startWallet({ replicas: 2, env });
  }, 60_000);
  beforeEach(() => wallet.webhooks(false));
  afterEach(() => expectSettled(wallet));
  afterAll(() => proveAndStop(wallet));
  const staff = (roles: Role[] = ['admin']) => wallet.http('usr_admin', roles);
  return {
    wallet: () => wallet,
    staff,
    /** A top-up that was paid, reported and paid again; the second payment is told by `tell`. */
    async paidTwice(amount: number) {
      const userId = wallet.newUser();
      const { topup, orderId } = await wallet.topup(userId, amount);
      await wallet.report(userId, await wallet.pay(orderId));
      const second = await wallet.pay(orderId, { again: true });
      return { userId, topupId: topup.id, second, id: `razorpay:${second.razorpay_payment_id}` };
    },
    listed: async (status?: string): Promise<Unmatched[]> =>
      (await staff().get(`${PATH}?limit=100${status === undefined ? '' : `&status=${status}`}`)).body.data
        .items,
    decide: (id: string, action: string, key = newId('key'), note = 'ticket 4711') =>
      staff().post(`${PATH}/${id}/${action}`, { note }, { 'idempotency-key': key }),
  };
}

describe('money that counts for nothing waits for people', () => {
  const { wallet, staff, paidTwice, listed, decide } = walletWithDelay(3_600);

  test('a second capture, reported 20 times at once, is in suspense once and listed', async () => {
    const { userId, topupId, second, id } = await paidTwice(20_000);
    const before = await suspense(wallet());
    await repeat(20, () => wallet().report(userId, second));
    expect(await wallet().balance(userId)).toEqual([20_000, 0, 0, 0]);
    expect((await suspense(wallet())) - before).toBe(20_000);
    expect((await listed()).filter(({ paymentId }) => paymentId === topupId)).toMatchObject([
      {
        id,
        status: 'held',
        userId,
        reason: 'the payment was captured when it was captured',
        amount: { amount: 20_000, currency: 'INR' },
        left: { amount: 20_000 },
        decisions: [],
      },
    ]);
  });

  test('it needs attention: told of once, and given back by who replays it there', async () => {
    const { userId, topupId, second, id } = await paidTwice(20_000);
    await repeat(5, () => wallet().report(userId, second));
    const list = '/api/v1/admin/attention/wallet';
    const itemOf = async () =>
      (await staff().get(`${list}?limit=100&kind=money`)).body.data.items.find(
        ({ subject }: { subject: string }) => subject === topupId,
      );
    const item = await itemOf();
    expect(item).toMatchObject({
      id: `money:${id}`,
      title: `₹200.00 from razorpay for ${topupId} count for nothing.`,
      reason: 'the payment was captured when it was captured',
      actions: ['replay'],
      data: { provider: 'razorpay', paymentId: topupId, amount: 20_000, left: 20_000, currency: 'INR' },
    });
    const told = () =>
      wallet()
        .events.of('attentionRaised')
        .filter(({ data }) => data.id === item.id);
    await until('it is told of', () => told().length > 0);
    expect((await staff().post(`${list}/${item.id}/replay`)).body.data.entry).toMatchObject({
      outcome: 'done',
    });
    await until('it is on its way', async () => (await itemOf()) === undefined);
    await until('it is back', async () => (await listed('returned')).some((money) => money.id === id));
    expect(told()).toHaveLength(1);
  });

  test('two captures told at the same moment are one that counts and one that does not', async () => {
    const userId = wallet().newUser();
    const { topup, orderId } = await wallet().topup(userId, 20_000);
    const [first, second] = [await wallet().pay(orderId), await wallet().pay(orderId, { again: true })];
    await repeat(20, (i) => wallet().report(userId, i % 2 === 0 ? first : second));
    expect(await wallet().balance(userId)).toEqual([20_000, 0, 0, 0]);
    expect((await listed()).filter(({ paymentId }) => paymentId === topup.id)).toHaveLength(1);
  });

  test('another amount, and a capture that comes after it, are in suspense, each by itself', async () => {
    const userId = wallet().newUser();
    const { topup, orderId } = await wallet().topup(userId, 20_000);
    const waiting = await wallet().pay(orderId, { outcome: 'authorized' });
    await wallet().report(userId, await wallet().pay(orderId, { amount: 5_000 }));
    await wallet().outside(`/payments/${waiting.razorpay_payment_id}/capture`);
    await wallet().report(userId, waiting);
    expect(await wallet().payment(userId, topup.id)).toMatchObject({ status: 'parked' });
    expect(await wallet().balance(userId)).toEqual([0, 0, 0, 0]);
    const money = (await listed()).filter(({ paymentId }) => paymentId === topup.id);
    expect(money.map(({ left }) => left.amount)).toEqual([5_000, 20_000]);
  });

  test('a capture long after the poller gave the top-up up still counts', async () => {
    const userId = wallet().newUser();
    const { topup, orderId } = await wallet().topup(userId, 20_000);
    const late = await wallet().pay(orderId, { outcome: 'authorized' });
    await wallet()
      .db.connection.collection('payments')
      .updateOne({ providerOrderId: orderId }, { $unset: { nextCheckAt: '' } });
    await wallet().outside(`/payments/${late.razorpay_payment_id}/capture`);
    wallet().webhooks(true);
    const [webhook] = (await wallet().webhooksOf(orderId)).filter(
      ({ event }) => event === 'payment.captured',
    );
    await wallet().postWebhook(webhook!.body);
    await topupExpectations(wallet()).expectCreditedOnce(userId, topup.id, 20_000);
  });

  test('an admin credits it once, however often it is asked for; each decision is kept', async () => {
    const { userId, second, id } = await paidTwice(20_000);
    await wallet().report(userId, second);
    const key = newId('key');
    const answers = await repeat(10, () => decide(id, 'credit', key));
    for (const answer of answers) {
      const { status, body } = (answer as PromiseFulfilledResult<Awaited<ReturnType<typeof decide>>>).value;
      expect([200, 409]).toContain(status);
      if (status === 409) expect(body.code).toBe('IDEMPOTENCY_IN_PROGRESS');
    }
    const again = await decide(id, 'credit', key);
    expect(again.body.data.unmatched).toMatchObject({
      status: 'credited',
      left: { amount: 0 },
      decisions: [{ action: 'credit', by: 'usr_admin', note: 'ticket 4711' }],
    });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await wallet().balance(userId)).toEqual([40_000, 0, 0, 0]);
    for (const action of ['credit', 'refund']) {
      const late = await decide(id, action);
      expect([late.status, late.body.code]).toEqual([409, 'ILLEGAL_TRANSITION']);
    }
    expect((await listed()).map((money) => money.id)).not.toContain(id);
    const kept = wallet().db.connection.collection('unmatched_decisions');
    expect(await kept.countDocuments({ unmatchedId: id })).toBe(1);
    // It is the user's now: what the provider takes back of it, it takes from the user.
    await wallet().outside(`/payments/${second.razorpay_payment_id}/refund`);
    const { body } = (await wallet().webhooksOf(second.razorpay_order_id)).findLast(
      ({ event }) => event === 'refund.processed',
    )!;
    await wallet().postWebhook(body);
    await until('it is taken', async () => (await wallet().balance(userId))[0] === 20_000);
  });

  test('an admin has it given back now; credit and refund at once end in one of the two', async () => {
    const { userId, second, id } = await paidTwice(20_000);
    await wallet().report(userId, second);
    const outcomes = await Promise.all([decide(id, 'refund'), decide(id, 'credit'), decide(id, 'refund')]);
    expect(outcomes.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    for (const { status, body } of outcomes)
      if (status !== 200) expect([status, body.code]).toEqual([409, 'ILLEGAL_TRANSITION']);
    await until('it is settled', async () =>
      [...(await listed('returned')), ...(await listed('credited'))].some((money) => money.id === id),
    );
    const isCredited = (await listed('credited')).some((money) => money.id === id);
    expect((await wallet().balance(userId))[0]).toBe(isCredited ? 40_000 : 20_000);
  });

  test('pages go on where the one before ended', async () => {
    const all = (await listed()).map(({ id }) => id);
    expect(all.length).toBeGreaterThan(2);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await staff().get(`${PATH}?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.data.items.map(({ id }: Unmatched) => id));
      cursor = body.meta.nextCursor;
    }
    expect(seen).toEqual(all);
  });

  test('what is unknown is not found; nobody but the back office comes in, and never without a key', async () => {
    const unknown = await decide('razorpay:pay_none', 'refund');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'NOT_FOUND']);
    const bare = await staff().post(`${PATH}/razorpay:pay_1/refund`, { note: 'x' });
    expect([bare.status, bare.body.code]).toEqual([400, 'IDEMPOTENCY_KEY_REQUIRED']);
    const noNote = await decide('razorpay:pay_1', 'refund', newId('key'), '');
    expect([noNote.status, noNote.body.details[0].path]).toEqual([422, 'note']);
    const user = wallet().http('usr_1', ['user', 'merchant', 'expert']);
    const headers = { 'idempotency-key': newId('key') };
    expect((await user.get(PATH)).status).toBe(403);
    for (const action of ['refund', 'credit'])
      expect((await user.post(`${PATH}/razorpay:pay_1/${action}`, { note: 'x' }, headers)).status).toBe(403);
  });
});

describe('money that counts for nothing and nobody decides about goes back', () => {
  const { wallet, paidTwice, listed } = walletWithDelay(0);
  const returned = (id: string) =>
    until('it went back', async () => (await listed('returned')).find((money) => money.id === id), 20_000);
  const refundsOf = (id: string) =>
    wallet()
      .db.connection.collection('provider_reversals')
      .find({ providerPaymentId: id.split(':')[1]! })
      .toArray();

  test('a second capture is refunded once, and its webhook changes nothing', async () => {
    wallet().webhooks(true);
    const { userId, second, id } = await paidTwice(20_000);
    await repeat(20, () => wallet().report(userId, second));
    expect(await returned(id)).toMatchObject({ status: 'returned', left: { amount: 0 } });
    await until('all is worked off', topupExpectations(wallet()).noStoredEvent);
    expect(await refundsOf(id)).toMatchObject([{ kind: 'refund', state: 'taken', from: 'suspense' }]);
    expect(await wallet().balance(userId)).toEqual([20_000, 0, 0, 0]);
  });

  test.each(['lose', 'error', 'malformed', 'hang'])(
    'when the provider plays %s at the refund, it is made once all the same',
    async (kind) => {
      const { userId, second, id } = await paidTwice(20_000);
      await wallet().fault({ kind, on: 'api', match: 'POST /v1/payments/*/refund', ms: 1_500 });
      await wallet().report(userId, second);
      expect(await returned(id)).toMatchObject({ left: { amount: 0 } });
      expect(await refundsOf(id)).toHaveLength(1);
    },
    30_000,
  );

  test('of what the provider returned in part already, the rest goes back', async () => {
    const { userId, second, id } = await paidTwice(20_000);
    await wallet().outside(`/payments/${second.razorpay_payment_id}/refund`, { amount: 5_000 });
    await wallet().report(userId, second);
    await returned(id);
    expect((await refundsOf(id)).map(({ amount }) => amount as number).sort()).toEqual([15_000, 5_000]);
  });

  test('20 top-ups paid twice at once come out even', async () => {
    wallet().webhooks(true);
    const returnedBefore = (await listed('returned')).length;
    const paid = await repeat(20, () => paidTwice(1_000));
    expect(count(paid)).toEqual({ ok: 20 });
    await until(
      'all went back',
      async () => (await listed('returned')).length === returnedBefore + 20,
      30_000,
    );
    expect(await listed()).toEqual([]);
    expect(await suspense(wallet())).toBe(0);
  }, 60_000);
});
