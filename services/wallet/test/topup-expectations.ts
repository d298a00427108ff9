import { newId } from '@chowk/runtime/ids';
import { until } from '@chowk/testing';
import type { WalletFixture } from './fixture.ts';

/** The body of a top-up; anything may stand for the amount. */
export const topupBody = (amount: unknown = 50_000) => ({
  amount: { amount, currency: 'INR' },
  provider: 'razorpay',
});

/** A webhook of Razorpay as it is on the wire, with what we read of it. */
export const webhookBody = (
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

/** What has to be true of a top-up, and how to wait for it. */
export function topupExpectations(wallet: WalletFixture) {
  const start = (userId: string, body: unknown, key = newId('key')) =>
    wallet.http(userId).post('/api/v1/wallet/topup', body, { 'idempotency-key': key });
  const noStoredEvent = async () =>
    (await wallet.db.connection.collection('provider_events').countDocuments({ state: 'stored' })) === 0;

  const paymentEvents = (name: 'paymentCaptured' | 'paymentFailed', id: string) =>
    wallet.events.of(name).filter(({ data }) => data.paymentId === id);
  const changes = (userId: string) =>
    wallet.events.of('balanceChanged').filter(({ data }) => data.userId === userId);

  /** Credited once: balance, ledger and events agree; waits first, so that a second effect would show. */
  const expectCreditedOnce = async (userId: string, topupId: string, amount: number) => {
    await until(
      'the top-up is captured',
      async () => (await wallet.payment(userId, topupId)).status === 'captured',
    );
    await until('all webhooks are worked off', noStoredEvent);
    await until(
      'the events were published',
      () => changes(userId).length > 0 && paymentEvents('paymentCaptured', topupId).length > 0,
    );
    expect(await wallet.balance(userId)).toEqual([amount, 0, 0, 0]);
    expect(changes(userId).map(({ data }) => [data.kind, data.balance.amount])).toEqual([['topup', amount]]);
    expect(paymentEvents('paymentCaptured', topupId)).toHaveLength(1);
  };

  const expectNotCredited = async (userId: string, topupId: string, status: string) => {
    await until(
      `the top-up is ${status}`,
      async () => (await wallet.payment(userId, topupId)).status === status,
    );
    await until('all webhooks are worked off', noStoredEvent);
    expect(await wallet.balance(userId)).toEqual([0, 0, 0, 0]);
    expect(changes(userId)).toEqual([]);
  };

  return { start, paymentEvents, noStoredEvent, expectCreditedOnce, expectNotCredited };
}
