import { newId } from '@chowk/runtime/ids';
import { inr, testClient } from '@chowk/testing';
import { entryId } from '../src/ledger/domain/entry.ts';
import { startWallet, type WalletFixture } from './fixture.ts';

let wallet: WalletFixture;
beforeAll(async () => {
  wallet = await startWallet();
}, 60_000);
afterAll(() => wallet.stop());

const authorize = async (userId: string, amount: number) => {
  const paymentId = newId('pay');
  await wallet.grpc().authorize({
    paymentId,
    userId,
    amount: { amount: String(amount), currency: 'INR' },
    reference: newId('ord'),
    holdSeconds: 900,
  });
  return paymentId;
};

describe('own wallet', () => {
  test('somebody without a transfer has an empty wallet and no transactions', async () => {
    const client = wallet.http(wallet.newUser());
    expect((await client.get('/api/v1/wallet/balance')).body.data).toEqual({
      balance: inr(0),
      held: inr(0),
      totalEarned: inr(0),
      totalSpent: inr(0),
    });
    expect((await client.get('/api/v1/wallet/transactions')).body).toMatchObject({
      data: { items: [] },
      meta: { nextCursor: null },
    });
  });

  test('transactions tell the balance before and after each, newest first', async () => {
    const userId = await wallet.fundedUser(1_000);
    const kept = await authorize(userId, 300);
    await wallet.grpc().capture({ paymentId: kept });
    const freed = await authorize(userId, 200);
    await wallet.grpc().void({ paymentId: freed, reason: 'no stock' });
    const refundId = newId('rfd');
    await wallet
      .grpc()
      .refund({ refundId, paymentId: kept, amount: { amount: '100', currency: 'INR' }, reason: '' });
    const { items } = (await wallet.http(userId).get('/api/v1/wallet/transactions')).body.data;
    const short = items.map((item: Record<string, { amount: number }>) => [
      item.type,
      item.direction,
      item.amount?.amount,
      item.balanceBefore?.amount,
      item.balanceAfter?.amount,
    ]);
    expect(short).toEqual([
      ['refund', 'in', 100, 700, 800],
      ['void', 'in', 200, 500, 700],
      ['hold', 'out', 200, 700, 500],
      ['hold', 'out', 300, 1_000, 700],
      ['topup', 'in', 1_000, 0, 1_000],
    ]);
    expect(await wallet.balance(userId)).toEqual([800, 0, 0, 200]);
    const onlyHolds = (await wallet.http(userId).get('/api/v1/wallet/transactions?type=hold')).body.data
      .items;
    expect(onlyHolds).toHaveLength(2);
  });

  test('pages miss nothing and repeat nothing while transactions come in', async () => {
    const userId = await wallet.fundedUser(1_000);
    for (let i = 0; i < 5; i++) await authorize(userId, 10);
    const client = wallet.http(userId);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await client.get(`/api/v1/wallet/transactions?limit=2${cursor}`);
      seen.push(...body.data.items.map(({ id }: { id: string }) => id));
      cursor = body.meta.nextCursor === null ? '' : `&cursor=${body.meta.nextCursor}`;
      await authorize(userId, 10);
    } while (cursor !== '');
    expect(seen).toHaveLength(6);
    expect(new Set(seen).size).toBe(6);
  });

  test.each([
    ['limit=0', 422],
    ['limit=1e9', 422],
    ['type=everything', 422],
    ['type[$ne]=hold', 422],
    ['userId=usr_other', 422],
    ['cursor=made-up', 400],
  ])('a list asked for with %s is refused', async (query, status) => {
    const answer = await wallet.http(wallet.newUser()).get(`/api/v1/wallet/transactions?${query}`);
    expect(answer.status).toBe(status);
  });

  test('a cursor of another list is refused', async () => {
    const userId = await wallet.fundedUser(1_000);
    await authorize(userId, 10);
    const client = wallet.http(userId);
    const { nextCursor } = (await client.get('/api/v1/payments?limit=1')).body.meta;
    expect(nextCursor).toEqual(expect.any(String));
    const answer = await client.get(`/api/v1/wallet/transactions?cursor=${nextCursor}`);
    expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_CURSOR']);
  });
});

describe('own payments', () => {
  test('are listed newest first over pages, without what only we need', async () => {
    const userId = await wallet.fundedUser(1_000);
    const ids: string[] = [];
    for (let i = 0; i < 4; i++) ids.unshift(await authorize(userId, 10));
    const client = wallet.http(userId);
    const firstPage = (await client.get('/api/v1/payments?limit=3')).body;
    const rest = (await client.get(`/api/v1/payments?limit=3&cursor=${firstPage.meta.nextCursor}`)).body;
    const all = [...firstPage.data.items, ...rest.data.items];
    expect(all.slice(0, 4).map(({ id }) => id)).toEqual(ids);
    expect(all[4]).toMatchObject({ purpose: 'topup', provider: 'razorpay', status: 'captured' });
    expect(Object.keys(all[0]).sort()).toEqual(
      [
        'amount',
        'createdAt',
        'id',
        'provider',
        'purpose',
        'reference',
        'refunded',
        'status',
        'updatedAt',
      ].sort(),
    );
  });

  test("another user's payment, and one that does not exist, are both not found", async () => {
    const id = await authorize(await wallet.fundedUser(1_000), 10);
    for (const path of [`/api/v1/payments/${id}`, '/api/v1/payments/pay_none']) {
      const answer = await wallet.http(wallet.newUser()).get(path);
      expect([answer.status, answer.body.code]).toEqual([404, 'PAYMENT_NOT_FOUND']);
    }
  });
});

describe('who may come in', () => {
  const paths = [
    ['get', '/api/v1/wallet/balance'],
    ['get', '/api/v1/wallet/transactions'],
    ['post', '/api/v1/wallet/topup'],
    ['get', '/api/v1/payments'],
    ['get', '/api/v1/payments/pay_1'],
    ['post', '/api/v1/payments/razorpay/verify'],
    ['get', '/api/v1/admin/ledger/verify'],
    ['post', '/api/v1/admin/ledger/verify'],
    ['get', '/api/v1/admin/payments/unmatched'],
    ['post', '/api/v1/admin/payments/unmatched/razorpay:pay_1/refund'],
    ['post', '/api/v1/admin/payments/unmatched/razorpay:pay_1/credit'],
    ['get', '/api/v1/admin/ledger/accounts'],
  ] as const;

  test.each(paths)(
    '%s %s needs somebody signed in, and the signature of the gateway',
    async (method, path) => {
      const bare = testClient(wallet.replicas[0]!.url, { 'x-user-id': 'usr_1' });
      for (const client of [bare, wallet.anonymous()]) {
        const answer = await client[method](path, method === 'post' ? {} : (undefined as never));
        expect([answer.status, answer.body.code]).toEqual([401, 'UNAUTHORIZED']);
      }
    },
  );

  test.each([
    '/api/v1/admin/ledger/verify',
    '/api/v1/admin/ledger/accounts',
    '/api/v1/admin/payments/unmatched',
  ])('%s is for the back office', async (path) => {
    expect((await wallet.http('usr_1', ['user', 'merchant', 'expert']).get(path)).status).toBe(403);
    expect((await wallet.http('usr_1', ['owner']).get(path)).status).toBe(200);
  });
});

describe('the back office', () => {
  test('sees all accounts over pages; together they are zero', async () => {
    await wallet.fundedUser(1_000);
    const client = wallet.http('usr_admin', ['admin']);
    const accounts: Array<{ id: string; balance: { amount: number } }> = [];
    let cursor = '';
    do {
      const { body } = await client.get(`/api/v1/admin/ledger/accounts?limit=3${cursor}`);
      accounts.push(...body.data.items);
      cursor = body.meta.nextCursor === null ? '' : `&cursor=${body.meta.nextCursor}`;
    } while (cursor !== '');
    expect(new Set(accounts.map(({ id }) => id)).size).toBe(accounts.length);
    expect(accounts.reduce((sum, { balance }) => sum + balance.amount, 0)).toBe(0);
  });

  // Last: it leaves a broken ledger behind.
  test('is told which row was tampered with', async () => {
    const userId = await wallet.fundedUser(1_000);
    const paymentId = await authorize(userId, 300);
    const topupId = (await wallet.http(userId).get('/api/v1/payments')).body.data.items[1].id as string;
    expect((await wallet.verifyLedger()).problems).toEqual([]);
    const rows = (name: string) => wallet.db.connection.collection<{ _id: string }>(name);
    const account = `user:${userId}:available/INR`;

    await rows('ledger_entries').updateOne(
      { _id: entryId(account, 1) },
      { $inc: { delta: 500, balanceAfter: 500 } },
    );
    await rows('ledger_accounts').updateOne(
      { _id: account },
      { $inc: { balance: 500, 'turnover.topup': 500 } },
    );
    await rows('ledger_transfers').updateOne(
      { _id: `${paymentId}:hold` },
      { $set: { 'postings.0.amount': 1 } },
    );
    await rows('payments').updateOne({ _id: paymentId }, { $set: { amount: 1 } });

    const { ok, problems } = await wallet.verifyLedger();
    expect(ok).toBe(false);
    expect(problems).toEqual(
      expect.arrayContaining([
        { rule: 'sum_not_zero', where: 'INR' },
        { rule: 'entry_altered', where: entryId(account, 1) },
        { rule: 'transfer_altered', where: `${paymentId}:hold` },
        { rule: 'held_differs_from_holds', where: `user:${userId}:held/INR` },
      ]),
    );
    // What nobody touched is not accused.
    const touched = [userId, paymentId, topupId, 'INR'];
    expect(problems.filter(({ where }) => !touched.some((id) => where.includes(id)))).toEqual([]);
  });
});
