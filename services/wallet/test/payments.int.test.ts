import { newId } from '@chowk/runtime/ids';
import { inr, until } from '@chowk/testing';
import { proveAndStop, startWallet, type WalletFixture } from './fixture.ts';
import { amountOf, authorization, codeOf, count, repeat } from './payment-calls.ts';

let wallet: WalletFixture;
beforeAll(async () => {
  wallet = await startWallet({ replicas: 2 });
}, 60_000);
afterAll(() => proveAndStop(wallet));

const eventsOf = (userId: string) =>
  wallet.events.of('balanceChanged').filter(({ data }) => data.userId === userId);

test('an authorized and captured payment moves money from available to held to spent, and says so', async () => {
  const userId = await wallet.fundedUser(100_000);
  const request = authorization(userId, 30_000);
  expect(await wallet.grpc().authorize(request)).toMatchObject({
    id: request.paymentId,
    userId: userId,
    status: 'authorised',
    amount: amountOf(30_000),
    refunded: amountOf(0),
    reference: request.reference,
  });
  expect(await wallet.balance(userId)).toEqual([70_000, 30_000, 0, 0]);
  expect(await wallet.grpc().capture({ paymentId: request.paymentId })).toMatchObject({
    status: 'captured',
  });
  expect(await wallet.balance(userId)).toEqual([70_000, 0, 0, 30_000]);

  const published = await until('three changes were published', () => {
    const events = eventsOf(userId);
    return (
      events.length === 3 && events.map(({ data }) => [data.kind, data.balance.amount, data.held.amount])
    );
  });
  expect(published).toEqual([
    ['topup', 100_000, 0],
    ['hold', 70_000, 30_000],
    ['capture', 70_000, 0],
  ]);
  // A capture touches what is held alone, and is newer than the hold all the same.
  const versions = eventsOf(userId).map(({ subjectversion }) => subjectversion);
  expect(versions).toEqual([1, 3, 4]);
  const about = (name: 'paymentAuthorized' | 'paymentCaptured') =>
    wallet.events.of(name).filter(({ data }) => data.paymentId === request.paymentId);
  await until(
    'both facts were published',
    () => about('paymentAuthorized').length + about('paymentCaptured').length === 2,
  );
  expect(about('paymentCaptured')[0]?.data).toMatchObject({
    reference: request.reference,
    amount: inr(30_000),
  });
});

test('when 200 debits of 10 race for 1,000 on two replicas, 100 succeed and the others lack funds', async () => {
  const userId = await wallet.fundedUser(1_000);
  const start = performance.now();
  // Callers with all the time that a busy machine needs: no limit of the queue's own may refuse one of them.
  const patient = () => wallet.grpc('orders', 50_000);
  const outcomes = await repeat(200, () => patient().authorize(authorization(userId, 10)));
  process.stdout.write(`200 racing debits: ${Math.round(performance.now() - start)} ms\n`);
  expect(count(outcomes)).toEqual({ ok: 100, INSUFFICIENT_FUNDS: 100 });
  expect(await wallet.balance(userId)).toEqual([0, 1_000, 0, 0]);
}, 60_000);

test('when one authorization is sent 20 times at once, money is held once and all get the same answer', async () => {
  const userId = await wallet.fundedUser(1_000);
  const request = authorization(userId, 400);
  const outcomes = await repeat(20, () => wallet.grpc().authorize(request));
  expect(count(outcomes)).toEqual({ ok: 20 });
  const answers = outcomes.map((outcome) =>
    JSON.stringify((outcome as PromiseFulfilledResult<unknown>).value),
  );
  expect(new Set(answers).size).toBe(1);
  expect(await wallet.balance(userId)).toEqual([600, 400, 0, 0]);
});

test.each([
  ['amount', { amount: amountOf(401) }, 'amount.amount'],
  ['currency', { amount: { amount: '400', currency: 'USD' } }, 'amount.currency'],
  ['user', { userId: 'usr_other' }, 'userId'],
  ['reference', { reference: 'ord_other' }, 'reference'],
])('a used payment id with another %s is refused naming the field', async (_what, change, path) => {
  const userId = await wallet.fundedUser(1_000);
  const request = authorization(userId, 400);
  await wallet.grpc().authorize(request);
  await expect(wallet.grpc().authorize({ ...request, ...change })).rejects.toMatchObject({
    code: 'PAYMENT_MISMATCH',
    details: [{ path }],
  });
  expect(await wallet.balance(userId)).toEqual([600, 400, 0, 0]);
});

test('a refused authorization leaves nothing behind and may be tried again after a top-up', async () => {
  const userId = await wallet.fundedUser(100);
  const request = authorization(userId, 400);
  await expect(wallet.grpc().authorize(request)).rejects.toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
  expect((await wallet.grpc().getPayments({ ids: [request.paymentId] })).payments).toEqual([]);
  const { orderId } = await wallet.topup(userId, 300);
  await wallet.report(userId, await wallet.pay(orderId));
  await wallet.grpc().authorize(request);
  expect(await wallet.balance(userId)).toEqual([0, 400, 0, 0]);
});

test('a voided payment gives the money back once, however often it is voided, and cannot be captured', async () => {
  const userId = await wallet.fundedUser(1_000);
  const request = authorization(userId, 400);
  const { paymentId } = request;
  await wallet.grpc().authorize(request);
  expect(count(await repeat(10, () => wallet.grpc().void({ paymentId, reason: 'no stock' })))).toEqual({
    ok: 10,
  });
  expect(await wallet.balance(userId)).toEqual([1_000, 0, 0, 0]);
  await expect(wallet.grpc().capture({ paymentId })).rejects.toMatchObject({ code: 'PAYMENT_CLOSED' });
  await expect(wallet.grpc().authorize(request)).rejects.toMatchObject({ code: 'PAYMENT_CLOSED' });
  expect((await wallet.grpc().getPayments({ ids: [paymentId, 'pay_unknown'] })).payments).toMatchObject([
    { id: paymentId, status: 'voided' },
  ]);
});

test('a void that overtakes its authorization leaves a mark that refuses it', async () => {
  const userId = await wallet.fundedUser(1_000);
  const request = authorization(userId, 400);
  const { paymentId } = request;
  expect(await wallet.grpc().void({ paymentId, reason: 'gave up' })).toMatchObject({ status: 'voided' });
  expect(await wallet.grpc().void({ paymentId, reason: 'gave up' })).toMatchObject({ status: 'voided' });
  await expect(wallet.grpc().authorize(request)).rejects.toMatchObject({ code: 'PAYMENT_CLOSED' });
  await expect(wallet.grpc().capture({ paymentId })).rejects.toMatchObject({ code: 'PAYMENT_CLOSED' });
  expect(await wallet.balance(userId)).toEqual([1_000, 0, 0, 0]);
});

test('when an authorization and a void race, the money is either held and freed or never held', async () => {
  const userId = await wallet.fundedUser(1_000);
  for (let round = 0; round < 10; round++) {
    const request = authorization(userId, 400);
    const { paymentId } = request;
    await Promise.allSettled([
      wallet.grpc().authorize(request),
      wallet.grpc().void({ paymentId, reason: 'race' }),
    ]);
    await wallet.grpc().void({ paymentId, reason: 'race' });
    await expect(wallet.grpc().authorize(request)).rejects.toMatchObject({ code: 'PAYMENT_CLOSED' });
    expect(await wallet.balance(userId)).toEqual([1_000, 0, 0, 0]);
  }
});

test('when capture and void race, exactly one of them wins', async () => {
  const userId = await wallet.fundedUser(10_000);
  let spent = 0;
  for (let round = 0; round < 10; round++) {
    const request = authorization(userId, 100);
    const { paymentId } = request;
    await wallet.grpc().authorize(request);
    const [captured, voided] = await Promise.allSettled([
      wallet.grpc().capture({ paymentId }),
      wallet.grpc().void({ paymentId, reason: 'race' }),
    ]);
    expect([codeOf(captured), codeOf(voided)].sort()).toEqual(['PAYMENT_CLOSED', 'ok']);
    if (captured.status === 'fulfilled') spent += 100;
    expect(await wallet.balance(userId)).toEqual([10_000 - spent, 0, 0, spent]);
  }
});

test('a balance is that of one moment: while money goes on hold and back, its sum stays the same', async () => {
  const userId = await wallet.fundedUser(1_000);
  let moving = true;
  const move = (async () => {
    while (moving) {
      const request = authorization(userId, 400);
      await wallet.grpc().authorize(request);
      await wallet.grpc().void({ paymentId: request.paymentId, reason: 'back' });
    }
  })();
  const sums = new Set<number>();
  const seen = new Set<number>();
  for (let round = 0; round < 60; round++) {
    for (const balance of await Promise.all(Array.from({ length: 8 }, () => wallet.balance(userId)))) {
      const [available = 0, held = 0] = balance;
      sums.add(available + held);
      seen.add(held);
    }
  }
  moving = false;
  await move;
  expect([...sums]).toEqual([1_000]);
  expect([...seen].sort()).toEqual([0, 400]);
}, 30_000);

test('a captured payment cannot be voided, and capturing it again changes nothing', async () => {
  const userId = await wallet.fundedUser(1_000);
  const request = authorization(userId, 400);
  const { paymentId } = request;
  await wallet.grpc().authorize(request);
  expect(count(await repeat(10, () => wallet.grpc().capture({ paymentId })))).toEqual({ ok: 10 });
  await expect(wallet.grpc().void({ paymentId, reason: '' })).rejects.toMatchObject({
    code: 'PAYMENT_CLOSED',
  });
  expect(await wallet.grpc().authorize(request)).toMatchObject({ status: 'captured' });
  expect(await wallet.balance(userId)).toEqual([600, 0, 0, 400]);
});

test('a capture or refund of an unknown payment is not found', async () => {
  const paymentId = newId('pay');
  await expect(wallet.grpc().capture({ paymentId })).rejects.toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
  const refund = { refundId: newId('rfd'), paymentId, amount: amountOf(1), reason: '' };
  await expect(wallet.grpc().refund(refund)).rejects.toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
});

test('a top-up cannot be captured, voided or refunded as if it were a wallet payment', async () => {
  const userId = wallet.newUser();
  const { topup, orderId } = await wallet.topup(userId, 500);
  await wallet.report(userId, await wallet.pay(orderId));
  const paymentId = topup.id;
  const refund = { refundId: newId('rfd'), paymentId, amount: amountOf(500), reason: '' };
  for (const call of [
    wallet.grpc().capture({ paymentId }),
    wallet.grpc().void({ paymentId, reason: '' }),
    wallet.grpc().refund(refund),
  ]) {
    await expect(call).rejects.toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
  }
  expect((await wallet.grpc().getPayments({ ids: [paymentId] })).payments).toEqual([]);
  expect(await wallet.balance(userId)).toEqual([500, 0, 0, 0]);
});

describe('who may call, and with what', () => {
  test('a service that is not orders is refused', async () => {
    await expect(wallet.grpc('catalog').capture({ paymentId: 'pay_1' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test.each([
    ['no amount', { amount: null }, 'amount'],
    ['an amount of zero', { amount: amountOf(0) }, 'amount.amount'],
    ['a negative amount', { amount: { amount: '-5', currency: 'INR' } }, 'amount.amount'],
    ['more than 2^53-1', { amount: { amount: '9007199254740993', currency: 'INR' } }, 'amount'],
    ['an id that reads as an account', { userId: 'usr_1:held/INR' }, 'userId'],
    ['an empty payment id', { paymentId: '' }, 'paymentId'],
    ['a hold without end', { holdSeconds: 2_000_000_000 }, 'holdSeconds'],
    ['a hold of no time', { holdSeconds: 0 }, 'holdSeconds'],
  ])('an authorization with %s is refused with the path', async (_what, change, path) => {
    const request = { ...authorization('usr_1', 10), ...change };
    await expect(wallet.grpc().authorize(request)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      details: [{ path }],
    });
  });
});
