import { newId } from '@chowk/runtime/ids';
import { commandsOf, countable } from './commands.ts';
import { proveAndStop, startWallet, type WalletFixture } from './fixture.ts';
import { amountOf, authorization } from './payment-calls.ts';

let wallet: WalletFixture;
beforeAll(async () => {
  wallet = await startWallet({ env: { ...countable(), WEBHOOK_SWEEP_MS: '3600000' } });
}, 60_000);
afterAll(() => proveAndStop(wallet));

const commands = (work: () => Promise<unknown>) => commandsOf(wallet.db.name, work);
/** Somebody whose accounts are all there, and with all shards in use. */
const buyer = async (amount: number) => {
  const userId = await wallet.fundedUser(amount);
  const { paymentId } = await authorized(userId);
  await wallet.grpc().capture({ paymentId });
  return userId;
};
const authorized = async (userId: string) => {
  const request = authorization(userId, 10);
  await wallet.grpc().authorize(request);
  return request;
};

const POSTING = ['insert ledger_transfers', 'update ledger_accounts', 'insert ledger_entries'];
const COMMIT = ['insert outbox', 'commitTransaction'];

test('an authorization and its capture take twelve commands: each writes what it must, and reads nothing', async () => {
  const userId = await buyer(1_000);
  const request = authorization(userId, 300);
  expect(await commands(() => wallet.grpc().authorize(request))).toEqual([
    ...POSTING,
    'insert payments',
    ...COMMIT,
  ]);
  expect(await commands(() => wallet.grpc().capture({ paymentId: request.paymentId }))).toEqual([
    'findAndModify payments',
    ...POSTING,
    ...COMMIT,
  ]);
});

test('a void takes six commands, and a refund seven', async () => {
  const userId = await buyer(1_000);
  const { paymentId } = await authorized(userId);
  expect(await commands(() => wallet.grpc().void({ paymentId, reason: 'no stock' }))).toEqual([
    'findAndModify payments',
    ...POSTING,
    ...COMMIT,
  ]);
  const kept = await authorized(userId);
  await wallet.grpc().capture({ paymentId: kept.paymentId });
  const refund = { refundId: newId('rfd'), paymentId: kept.paymentId, amount: amountOf(10), reason: '' };
  expect(await commands(() => wallet.grpc().refund(refund))).toEqual([
    'insert refunds',
    'findAndModify payments',
    ...POSTING,
    ...COMMIT,
  ]);
});

test('an idle wallet asks the database nothing while nothing is due', async () => {
  const idle = await startWallet({
    env: { ...countable(), WEBHOOK_SWEEP_MS: '100', HOLD_SWEEP_MS: '100', TOPUP_POLL_MS: '400' },
  });
  try {
    const userId = await idle.fundedUser(1_000);
    await idle.grpc().authorize(authorization(userId, 10));
    // The first question to the provider about the payment comes after ten minutes.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const sent = await commandsOf(idle.db.name, () => new Promise((resolve) => setTimeout(resolve, 2_000)));
    // 20 sweeps of holds, 20 of webhooks, 5 of payments; what is left are the rare looks, two commands at most.
    expect(sent.length).toBeLessThanOrEqual(10);
    expect(new Set(sent)).not.toContain('update payments');
  } finally {
    await proveAndStop(idle);
  }
}, 30_000);
