import { newId } from '@chowk/runtime/ids';
import { inr, until } from '@chowk/testing';
import { proveAndStop, startWallet, type WalletFixture } from './fixture.ts';
import { amountOf, authorization, count, repeat } from './payment-calls.ts';

let wallet: WalletFixture;
beforeAll(async () => {
  wallet = await startWallet({ replicas: 2 });
}, 60_000);
afterAll(() => proveAndStop(wallet));

const capturedPayment = async (amount: number) => {
  const userId = await wallet.fundedUser(amount);
  const request = authorization(userId, amount);
  await wallet.grpc().authorize(request);
  await wallet.grpc().capture({ paymentId: request.paymentId });
  return { userId, paymentId: request.paymentId, reference: request.reference };
};

test('when 20 refunds of 10 race for a captured 100, ten succeed', async () => {
  const { userId, paymentId } = await capturedPayment(100);
  const outcomes = await repeat(20, () =>
    wallet.grpc().refund({ refundId: newId('rfd'), paymentId, amount: amountOf(10), reason: 'returned' }),
  );
  expect(count(outcomes)).toEqual({ ok: 10, REFUND_EXCEEDS_CAPTURED: 10 });
  expect(await wallet.balance(userId)).toEqual([100, 0, 0, 0]);
  expect((await wallet.grpc().getPayments({ ids: [paymentId] })).payments[0]?.refunded).toEqual(
    amountOf(100),
  );
});

test('one refund sent 20 times at once pays once and is published once', async () => {
  const { userId, paymentId, reference } = await capturedPayment(100);
  const refundId = newId('rfd');
  const refund = { refundId, paymentId, amount: amountOf(60), reason: 'returned' };
  expect(count(await repeat(20, () => wallet.grpc().refund(refund)))).toEqual({ ok: 20 });
  expect(await wallet.balance(userId)).toEqual([60, 0, 0, 40]);
  const published = () =>
    wallet.events.of('refundCompleted').filter(({ data }) => data.refundId === refundId);
  await until('the refund was published', () => published().length > 0);
  expect(published().map(({ data }) => [data.paymentId, data.reference, data.amount])).toEqual([
    [paymentId, reference, inr(60)],
  ]);
});

test('a used refund id with another amount or payment is refused naming the field', async () => {
  const { paymentId } = await capturedPayment(100);
  const refund = { refundId: newId('rfd'), paymentId, amount: amountOf(10), reason: '' };
  await wallet.grpc().refund(refund);
  await expect(wallet.grpc().refund({ ...refund, amount: amountOf(11) })).rejects.toMatchObject({
    code: 'REFUND_MISMATCH',
    details: [{ path: 'amount.amount' }],
  });
  await expect(wallet.grpc().refund({ ...refund, paymentId: 'pay_other' })).rejects.toMatchObject({
    code: 'REFUND_MISMATCH',
    details: [{ path: 'paymentId' }],
  });
});

test('what is only held cannot be refunded, nor in another currency', async () => {
  const userId = await wallet.fundedUser(100);
  const request = authorization(userId, 100);
  const { paymentId } = request;
  await wallet.grpc().authorize(request);
  const refund = (amount: object) =>
    wallet.grpc().refund({ refundId: newId('rfd'), paymentId, amount, reason: '' });
  await expect(refund(amountOf(1))).rejects.toMatchObject({ code: 'REFUND_EXCEEDS_CAPTURED' });
  await expect(refund({ amount: '1', currency: 'USD' })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    details: [{ path: 'amount.currency' }],
  });
});
