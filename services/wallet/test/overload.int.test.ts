import { armFailpoints } from '@chowk/runtime/failpoints';
import { newId } from '@chowk/runtime/ids';
import { withRequestContext } from '@chowk/runtime/telemetry';
import { proveAndStop, startWallet, type WalletFixture } from './fixture.ts';
import { authorization, count, repeat } from './payment-calls.ts';

let wallet: WalletFixture;
beforeAll(async () => {
  wallet = await startWallet({ env: { LEDGER_MAX_WAITING: '50', LEDGER_SHARDS: '4' } });
}, 60_000);
afterEach(() => armFailpoints(''));
afterAll(() => proveAndStop(wallet));

/** Each transaction of the ledger keeps its turn that much longer. */
const slowDown = (ms: number) => armFailpoints(`wallet.transfer.committed=sleep:${ms}`);
const payments = () => wallet.db.connection.collection<{ _id: string }>('payments');

test('callers that have left are not worked for, and what they send next does not wait behind them', async () => {
  const userId = await wallet.fundedUser(10_000);
  const hurried = <T>(call: () => T): T =>
    withRequestContext({ requestId: newId('req'), deadline: Date.now() + 800 }, call);
  slowDown(200);
  const requests = Array.from({ length: 50 }, () => authorization(userId, 10));
  const outcomes = await repeat(50, (i) => hurried(() => wallet.grpc().authorize(requests[i]!)));
  const { ok = 0, ...refused } = count(outcomes);
  expect(Object.keys(refused).filter((code) => !['UPSTREAM_TIMEOUT', 'OVERLOADED'].includes(code))).toEqual(
    [],
  );
  expect(ok).toBeLessThan(10);

  const began = performance.now();
  const lost = requests.find((_, i) => outcomes[i]!.status === 'rejected')!;
  await wallet.grpc().void({ paymentId: requests[0]!.paymentId, reason: 'gave up' });
  await wallet.grpc().void({ paymentId: lost.paymentId, reason: 'gave up' });
  // 50 in line would have taken 10 s.
  expect(performance.now() - began).toBeLessThan(3_000);
  armFailpoints('');
  for (const { paymentId } of requests) await wallet.grpc().void({ paymentId, reason: 'gave up' });
  expect(await wallet.balance(userId)).toEqual([10_000, 0, 0, 0]);
  const begun = await payments().countDocuments({
    _id: { $in: requests.map(({ paymentId }) => paymentId) },
    amount: 10,
  });
  expect(begun).toBeLessThan(12);
}, 60_000);

test('more than may wait are told at once to come again, and nothing is held for them', async () => {
  const userId = await wallet.fundedUser(10_000);
  slowDown(15);
  const began = performance.now();
  const told: number[] = [];
  const outcomes = await repeat(150, async () => {
    try {
      // Patient: how long those in the line wait hangs on the machine, and is not what this is about.
      return await wallet.grpc('orders', 50_000).authorize(authorization(userId, 10));
    } catch (error) {
      if ((error as { code: string }).code === 'OVERLOADED') told.push(performance.now() - began);
      throw error;
    }
  });
  armFailpoints('');
  const { ok = 0, OVERLOADED = 0, ...others } = count(outcomes);
  expect(others).toEqual({});
  expect(ok).toBeGreaterThanOrEqual(50);
  expect(ok + OVERLOADED).toBe(150);
  expect(told.length).toBe(OVERLOADED);
  const refusal = outcomes.find((outcome) => outcome.status === 'rejected');
  expect(refusal?.reason).toMatchObject({ code: 'OVERLOADED', status: 503, retryAfter: 1 });
  // Not when the line was worked off.
  expect(told.toSorted((a, b) => a - b)[Math.floor(told.length / 2)]).toBeLessThan(2_500);
  expect(await wallet.balance(userId)).toEqual([10_000 - ok * 10, ok * 10, 0, 0]);
}, 60_000);
