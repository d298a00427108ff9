import { until } from '@chowk/testing';
import { proveAndStop, startWallet, type WalletFixture } from './fixture.ts';
import { authorization } from './payment-calls.ts';

let wallet: WalletFixture;
beforeAll(async () => {
  wallet = await startWallet({ replicas: 2 });
}, 60_000);
afterAll(() => proveAndStop(wallet));

const eventsOf = (userId: string) =>
  wallet.events.of('balanceChanged').filter(({ data }) => data.userId === userId);

test('a hold that timed out cannot be captured any more although nobody has come by, and counts as void', async () => {
  const userId = await wallet.fundedUser(1_000);
  const request = authorization(userId, 400, { holdSeconds: 1 });
  const { paymentId } = request;
  await wallet.grpc().authorize(request);
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  await expect(wallet.grpc().capture({ paymentId })).rejects.toMatchObject({ code: 'PAYMENT_CLOSED' });
  await expect(wallet.grpc().authorize(request)).rejects.toMatchObject({ code: 'PAYMENT_CLOSED' });
  expect((await wallet.grpc().getPayments({ ids: [paymentId] })).payments).toMatchObject([
    { status: 'voided' },
  ]);
  expect(await wallet.balance(userId)).toEqual([600, 400, 0, 0]);
  expect(await wallet.grpc().void({ paymentId, reason: 'late' })).toMatchObject({ status: 'voided' });
  expect(await wallet.balance(userId)).toEqual([1_000, 0, 0, 0]);
});

test('the money of a timed-out hold is given back once, also when two sweeps meet', async () => {
  const userId = await wallet.fundedUser(1_000);
  const request = authorization(userId, 400, { holdSeconds: 1 });
  await wallet.grpc().authorize(request);
  await wallet.startReplica({ HOLD_SWEEP_MS: '50' });
  await wallet.startReplica({ HOLD_SWEEP_MS: '50' });
  await until('the money is back', async () => (await wallet.balance(userId))[0] === 1_000);
  expect(await wallet.balance(userId)).toEqual([1_000, 0, 0, 0]);
  await until('the void was published', () => eventsOf(userId).length === 3);
  expect(eventsOf(userId).map(({ data }) => data.kind)).toEqual(['topup', 'hold', 'void']);
});

test('a hold that cannot be released keeps no other one waiting, and is tried again', async () => {
  const [broken, sound] = [await wallet.fundedUser(1_000), await wallet.fundedUser(1_000)];
  const first = authorization(broken, 400, { holdSeconds: 1 });
  await wallet.grpc().authorize(first);
  await wallet.grpc().authorize(authorization(sound, 400, { holdSeconds: 1 }));
  const holds = wallet.db.connection.collection<{ _id: string }>('payments');
  // More than is in the held account: giving it back is refused.
  await holds.updateOne({ _id: first.paymentId }, { $set: { amount: 401 } });

  await wallet.startReplica({ HOLD_SWEEP_MS: '50' });
  await until('the other money is back', async () => (await wallet.balance(sound))[0] === 1_000);
  expect(await wallet.balance(broken)).toEqual([600, 400, 0, 0]);

  await holds.updateOne({ _id: first.paymentId }, { $set: { amount: 400 } });
  await until('this money is back too', async () => (await wallet.balance(broken))[0] === 1_000);
});

test('more holds that cannot be released than fit a sweep keep no other one waiting', async () => {
  const sound = await wallet.fundedUser(1_000);
  await wallet.grpc().authorize(authorization(sound, 400, { holdSeconds: 1 }));
  interface Row {
    _id: string;
    releaseAt?: Date;
    releaseTries?: number;
  }
  const holds = wallet.db.connection.collection<Row>('payments');
  const longAgo = new Date(0);
  const broken = Array.from({ length: 120 }, (_, i) => ({
    ...{ _id: `pay_broken_${i}`, userId: `usr_broken_${i % 6}`, amount: 5, currency: 'INR' },
    ...{ purpose: 'order', provider: 'wallet', status: 'authorised', refunded: 0, refundable: 5 },
    ...{ reference: 'ord_x', createdAt: longAgo, updatedAt: longAgo, expiresAt: longAgo, releaseAt: longAgo },
  }));
  await holds.insertMany(broken);
  const isBroken = { _id: { $regex: '^pay_broken_' } };
  try {
    await wallet.startReplica({ HOLD_SWEEP_MS: '50' });
    await until('the other money is back', async () => (await wallet.balance(sound))[0] === 1_000, 30_000);
    const [first] = await holds.find(isBroken).sort({ releaseTries: -1 }).toArray();
    expect(first!.releaseAt!.getTime()).toBeGreaterThan(longAgo.getTime());
    expect(first).toMatchObject({ releaseTries: expect.any(Number), releaseAt: expect.any(Date) });
  } finally {
    await holds.deleteMany(isBroken);
  }
}, 60_000);
