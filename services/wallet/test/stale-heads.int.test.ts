import fc from 'fast-check';
import { newId } from '@chowk/runtime/ids';
import { until } from '@chowk/testing';
import { parseAccountId, REVENUE, userAccount } from '../src/ledger/domain/account.ts';
import type { LedgerApi } from '../src/ledger/ledger.ts';
import { Book } from '../src/ledger/ledger-history.fixture.ts';
import { available, CLEARING, fund, move, pay, startLedgers } from './ledger-replicas.ts';

let ledgers: Awaited<ReturnType<typeof startLedgers>>;
beforeAll(async () => {
  // Both go on believing what they remember, however often they meet.
  ledgers = await startLedgers({ sharedMs: 0 });
}, 60_000);
afterAll(async () => {
  expect(await ledgers.stop()).toMatchObject({ ok: true, problems: [] });
});

/** Money of the user as both replicas come to remember it. */
async function knownToBoth(userId: string, amount: number): Promise<[LedgerApi, LedgerApi]> {
  const { first, second } = ledgers;
  await first.transferMoney(fund(userId, amount - 2));
  await second.transferMoney(fund(userId, 1));
  await first.transferMoney(fund(userId, 1));
  return [first, second];
}

test('what another replica spent meanwhile cannot be spent again', async () => {
  const userId = newId('usr');
  const [first, second] = await knownToBoth(userId, 1_000);
  await second.transferMoney(pay(available(userId), REVENUE, 700));
  await expect(first.transferMoney(pay(available(userId), REVENUE, 400))).rejects.toMatchObject({
    code: 'INSUFFICIENT_FUNDS',
  });
  await first.transferMoney(pay(available(userId), REVENUE, 300));
  expect(await ledgers.balanceOf(available(userId))).toBe(0);
});

test('nobody is refused for lack of what another replica brought meanwhile', async () => {
  const userId = newId('usr');
  const [first, second] = await knownToBoth(userId, 100);
  await second.transferMoney(fund(userId, 1_000));
  await first.transferMoney(pay(available(userId), REVENUE, 1_100));
  expect(await ledgers.balanceOf(available(userId))).toBe(0);
});

test('a debt that another replica made is paid first, although none was known of', async () => {
  const userId = newId('usr');
  const [first, second] = await knownToBoth(userId, 100);
  await second.transferMoney(move('reversal', available(userId), CLEARING, 250));
  await first.transferMoney(fund(userId, 200));
  expect(await ledgers.balanceOf(available(userId))).toBe(50);
  expect(await ledgers.balanceOf(userAccount(userId, 'owed'))).toBe(0);
});

test('what an event tells beside what its transfer moved is so, and versions only grow', async () => {
  const userId = newId('usr');
  const [first, second] = await knownToBoth(userId, 1_000);
  const held = userAccount(userId, 'held');
  await first.transferMoney(move('hold', available(userId), held, 400));
  await second.transferMoney(fund(userId, 50));
  // Touches what is held alone, where this replica knows how it stands.
  await first.transferMoney(pay(held, REVENUE, 400));
  const published = await until('all were published', () => {
    const events = ledgers.events.of('balanceChanged').filter(({ data }) => data.userId === userId);
    return events.length === 6 && events.sort((a, b) => a.subjectversion! - b.subjectversion!);
  });
  expect(published.map(({ data }) => [data.balance.amount, data.held.amount]).slice(-3)).toEqual([
    [600, 400],
    [650, 400],
    [650, 0],
  ]);
  expect(new Set(published.map(({ subjectversion }) => subjectversion)).size).toBe(6);
});

test('200 debits of 10 on two replicas at once take 1,000 and no more', async () => {
  const userId = newId('usr');
  const [first, second] = await knownToBoth(userId, 1_000);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 200 }, (_, i) =>
      (i % 2 === 0 ? first : second).transferMoney(pay(available(userId), REVENUE, 10)),
    ),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(100);
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
  expect(await ledgers.balanceOf(available(userId))).toBe(0);
}, 60_000);

const step = fc.record({
  by: fc.constantFrom('first' as const, 'second' as const),
  kind: fc.constantFrom('topup' as const, 'reversal' as const, 'hold' as const, 'capture' as const),
  user: fc.nat({ max: 1 }),
  amount: fc.integer({ min: 1, max: 300 }),
});

test('whichever replica does which step, all ends as if one had done them one after the other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
      const users = [newId('usr'), newId('usr')];
      const book = new Book();
      for (const { by, kind, user, amount } of steps) {
        const userId = users[user]!;
        const [spendable, held] = [available(userId), userAccount(userId, 'held')];
        const [from, to] = {
          ...{ topup: [CLEARING, spendable], reversal: [spendable, CLEARING] },
          ...{ hold: [spendable, held], capture: [held, REVENUE] },
        }[kind] as [string, string];
        const transfer = move(kind, from, to, amount);
        const done = ledgers[by].transferMoney(transfer).then(
          () => true,
          (error: { code: string }) => {
            expect(error.code).toBe('INSUFFICIENT_FUNDS');
            return false;
          },
        );
        expect(await done).toBe(book.apply(transfer, 0));
      }
      for (const [id, { balance, entryCount }] of book.states) {
        if (!id.startsWith('user:')) continue;
        expect(await ledgers.first.findAccount(id)).toMatchObject({ balance, entryCount });
        // These holds have no payment that the proof could know of.
        const { name } = parseAccountId(id);
        if (name.endsWith(':held') && balance > 0)
          await ledgers.second.transferMoney(pay(name, REVENUE, balance));
      }
    }),
    { numRuns: Number(process.env['CHAOS'] ?? 0) > 0 ? 200 : 8 },
  );
}, 600_000);
