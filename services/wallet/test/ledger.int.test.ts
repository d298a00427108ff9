import { money } from '@chowk/money';
import { newId } from '@chowk/runtime/ids';
import { until } from '@chowk/testing';
import { REVENUE, userAccount } from '../src/ledger/domain/account.ts';
import type { Hold } from '../src/ledger/domain/hold.ts';
import type { NewTransfer } from '../src/ledger/domain/transfer.ts';
import { createLedgerRepository } from '../src/ledger/persistence/ledger.repository.ts';
import { available, fund, pay, SHARDS, startLedgers } from './ledger-replicas.ts';

let ledgers: Awaited<ReturnType<typeof startLedgers>>;
beforeAll(async () => {
  ledgers = await startLedgers();
}, 60_000);
afterAll(async () => {
  expect(await ledgers.stop()).toMatchObject({ ok: true, problems: [] });
});

const [first, second] = [() => ledgers.first, () => ledgers.second];
const replica = (i: number) => ledgers.replicas[i]!.ledger;
const repository = () => createLedgerRepository(ledgers.db.connection);
const balanceOf = (name: string) => ledgers.balanceOf(name);

test('one transfer sent 20 times at once to two replicas stands once, and all get the same answer', async () => {
  const userId = newId('usr');
  const transfer = fund(userId, 700);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => replica(i % 2).transferMoney(transfer)),
  );
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await balanceOf(available(userId))).toBe(700);
  const published = () =>
    ledgers.events.of('balanceChanged').filter(({ data }) => data.transferId === transfer.id);
  await until('it was published', () => published().length > 0);
  expect(published()).toHaveLength(1);
});

test.each([
  [
    'postings.0.amount',
    (given: NewTransfer) => ({ ...given, postings: [{ ...given.postings[0]!, amount: 8 }] }),
  ],
  ['reference', (given: NewTransfer) => ({ ...given, reference: 'other' })],
  ['kind', (given: NewTransfer) => ({ ...given, kind: 'refund' as const })],
])('a used transfer id with another %s is refused naming the field', async (path, change) => {
  const transfer = fund(newId('usr'), 7);
  await first().transferMoney(transfer);
  await expect(second().transferMoney(change(transfer))).rejects.toMatchObject({
    code: 'TRANSFER_MISMATCH',
    details: [{ path }],
  });
});

test('a refused transfer leaves no row behind, and its id is free', async () => {
  const userId = newId('usr');
  await first().transferMoney(fund(userId, 5));
  const tooMuch = pay(available(userId), REVENUE, 6);
  await expect(first().transferMoney(tooMuch)).rejects.toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
  expect(await repository().findTransfer(tooMuch.id)).toBeUndefined();
  await first().transferMoney(fund(userId, 1));
  await second().transferMoney(tooMuch);
  expect(await balanceOf(available(userId))).toBe(0);
});

test('transfers between two users in both directions at once neither block each other nor lose money', async () => {
  const [a, b] = [newId('usr'), newId('usr')];
  await first().transferMoney(fund(a, 1_000));
  await first().transferMoney(fund(b, 1_000));
  await Promise.all(
    Array.from({ length: 40 }, (_, i) => {
      const [from, to] = i % 2 === 0 ? [a, b] : [b, a];
      return replica(i % 3 === 0 ? 0 : 1).transferMoney(pay(available(from), available(to), 10));
    }),
  );
  expect([await balanceOf(available(a)), await balanceOf(available(b))]).toEqual([1_000, 1_000]);
}, 30_000);

test('system accounts are spread over shards, and 100 users paying into one are all counted', async () => {
  const users = Array.from({ length: 50 }, () => newId('usr'));
  await Promise.all(users.map((userId, i) => replica(i % 2).transferMoney(fund(userId, 100))));
  const name = 'spread';
  await Promise.all(
    users.flatMap((userId, i) =>
      [40, 60].map((amount) => replica(i % 2).transferMoney(pay(available(userId), name, amount))),
    ),
  );
  const shards = (await repository().listAccounts({ afterId: name, limit: SHARDS + 1 })).filter(({ id }) =>
    id.startsWith(`${name}/`),
  );
  expect(shards.length).toBeGreaterThan(1);
  expect(shards.length).toBeLessThanOrEqual(SHARDS);
  expect(shards.reduce((sum, { balance }) => sum + balance, 0)).toBe(5_000);
}, 30_000);

describe('holds', () => {
  const held = async (userId: string, amount: number, ms = 60_000) => {
    const hold: Hold = {
      id: newId('hld'),
      userId,
      amount: money(amount, 'INR'),
      reference: 'ord_h',
      expiresAt: new Date(Date.now() + ms),
    };
    await first().transact(userId, (tx) => first().placeHold(hold, tx));
    return hold;
  };

  test('a part is posted and the rest returns', async () => {
    const userId = newId('usr');
    await first().transferMoney(fund(userId, 1_000));
    const hold = await held(userId, 400);
    await first().transact(userId, (tx) =>
      first().captureHold({ hold, destination: REVENUE, amount: 150, now: new Date() }, tx),
    );
    expect(await balanceOf(available(userId))).toBe(850);
    expect(await balanceOf(userAccount(userId, 'held'))).toBe(0);
  });

  test('more than is held cannot be posted, and the hold stays open', async () => {
    const userId = newId('usr');
    await first().transferMoney(fund(userId, 1_000));
    const hold = await held(userId, 400);
    const post = (amount: number) =>
      first().transact(userId, (tx) =>
        first().captureHold({ hold, destination: REVENUE, amount, now: new Date() }, tx),
      );
    await expect(post(401)).rejects.toThrow(hold.id);
    await post(400);
    expect(await balanceOf(available(userId))).toBe(600);
  });

  test('when post, void and time-out meet on two replicas, the hold ends once', async () => {
    const userId = newId('usr');
    await first().transferMoney(fund(userId, 1_000));
    let balance = 1_000;
    for (let round = 0; round < 5; round++) {
      const hold = await held(userId, 100, 5);
      const now = new Date(Date.now() + 5);
      const outcomes = await Promise.allSettled([
        first().transact(userId, (tx) => first().voidHold(hold, tx)),
        second().transact(userId, (tx) => second().expireHold(hold, now, tx)),
        second().transact(userId, (tx) =>
          second().captureHold({ hold, destination: REVENUE, now: new Date(0) }, tx),
        ),
      ]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'HOLD_CLOSED' });
      }
      if (outcomes[2]!.status === 'fulfilled') balance -= 100;
      expect(await balanceOf(available(userId))).toBe(balance);
      expect(await balanceOf(userAccount(userId, 'held'))).toBe(0);
    }
  });
});

test('verify holds while money moves', async () => {
  const users = Array.from({ length: 10 }, () => newId('usr'));
  for (const userId of users) await first().transferMoney(fund(userId, 1_000));
  let moving = true;
  const load = users.map(async (userId, i) => {
    while (moving) await replica(i % 2).transferMoney(pay(available(userId), REVENUE, 1));
  });
  for (let round = 0; round < 5; round++) {
    expect(await first().verifyLedger()).toMatchObject({ ok: true, problems: [] });
  }
  moving = false;
  await Promise.all(load);
}, 30_000);
