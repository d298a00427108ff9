import fc from 'fast-check';
import { histories, play } from '../ledger-history.fixture.ts';
import { forbidsOverdraft, isDebt, parseAccountId } from './account.ts';
import { deltasOf } from './transfer.ts';

test('after any sequence of top-ups, holds, posts, voids, refunds and reversals the sum is zero and no user is below zero', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      const { states } = play(commands);
      const sums = new Map<string, number>();
      for (const { id, balance } of states.values()) {
        const { currency } = parseAccountId(id);
        sums.set(currency, (sums.get(currency) ?? 0) + balance);
        if (forbidsOverdraft(id)) expect(balance).toBeGreaterThanOrEqual(0);
      }
      for (const sum of sums.values()) expect(sum).toBe(0);
    }),
  );
});

test('balances equal a replay of the postings, and what is held equals the open holds', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      const book = play(commands);
      const replayed = new Map<string, number>();
      for (const { postings } of book.transfers) {
        for (const [id, delta] of deltasOf(postings)) replayed.set(id, (replayed.get(id) ?? 0) + delta);
      }
      for (const { id, balance } of book.states.values()) expect(replayed.get(id)).toBe(balance);
      const held = [...book.states.values()].filter(({ id }) => id.includes(':held/'));
      const inHeld = held.reduce((sum, { balance }) => sum + balance, 0);
      const open = [...book.holds.values()].filter(({ state }) => state === 'held');
      expect(inHeld).toBe(open.reduce((sum, { amount }) => sum + amount.amount, 0));
    }),
  );
});

test('nobody ever has money to spend and a debt, and nobody is owed by a debt', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      const { states } = play(commands);
      for (const { id, balance } of states.values()) {
        if (!isDebt(id)) continue;
        expect(balance).toBeLessThanOrEqual(0);
        if (balance < 0) expect(states.get(id.replace(':owed/', ':available/'))?.balance ?? 0).toBe(0);
      }
    }),
  );
});
