import fc from 'fast-check';
import { isAppError } from '@chowk/contracts/errors';
import { money } from '@chowk/money';
import { hasFloor, parseAccountId, providerClearing, REVENUE, userAccount } from './domain/account.ts';
import { entriesOf, headAfter, newAccount, type AccountHead, type Entry } from './domain/entry.ts';
import { placing, posting, releasing, type Hold } from './domain/hold.ts';
import {
  deltasOf,
  differingField,
  prepareTransfer,
  type NewTransfer,
  type Transfer,
} from './domain/transfer.ts';
import type { LedgerAudit } from './ports.ts';
import { verifyLedger } from './use-cases/verify-ledger.ts';

const SHARDS = 3;
const NOW = new Date('2026-01-01T00:00:00Z');

/** The ledger's decisions over memory: what the store does with them, without a database. */
class Book {
  readonly heads = new Map<string, AccountHead>();
  readonly transfers: Transfer[] = [];
  readonly entries: Entry[] = [];
  readonly holds = new Map<string, Hold>();

  /** Whether it was accepted; refusals change nothing. */
  apply(given: NewTransfer, shard: number): boolean {
    const transfer = prepareTransfer(given, shard % SHARDS, NOW);
    const touched = [...deltasOf(transfer.postings).keys()];
    const before = new Map(touched.map((id) => [id, this.heads.get(id) ?? newAccount(id)]));
    let entries: Entry[];
    try {
      entries = entriesOf(transfer, before);
    } catch (error) {
      if (isAppError(error, 'INSUFFICIENT_FUNDS')) return false;
      throw error;
    }
    for (const entry of entries) this.heads.set(entry.account, headAfter(entry));
    this.transfers.push(transfer);
    this.entries.push(...entries);
    return true;
  }

  /** Reads like the database does: copies, in the same orders. */
  audit(): LedgerAudit {
    const turnoverOf = (id: string) => {
      const turnover: Record<string, number> = {};
      for (const { account, kind, delta } of this.entries) {
        if (account === id) turnover[kind] = (turnover[kind] ?? 0) + delta;
      }
      return turnover;
    };
    const accounts = [...this.heads.values()].map((head) => ({ ...head, turnover: turnoverOf(head.id) }));
    const openHolds = new Map<string, number>();
    for (const { userId, amount, state } of this.holds.values()) {
      const id = `${userAccount(userId, 'held')}/${amount.currency}`;
      if (state === 'held') openHolds.set(id, (openHolds.get(id) ?? 0) + amount.amount);
    }
    const entries = structuredClone(this.entries).sort((a, b) =>
      a.account === b.account ? a.seq - b.seq : a.account < b.account ? -1 : 1,
    );
    const transfers = structuredClone(this.transfers);
    return {
      snapshot: async () => ({ accounts, openHolds }),
      existing: async (ids) => new Set(ids.filter((id) => this.heads.has(id))),
      async *entries() {
        yield entries;
      },
      async *transfers() {
        yield transfers;
      },
      transfersById: async (ids) =>
        new Map(transfers.filter(({ id }) => ids.includes(id)).map((transfer) => [transfer.id, transfer])),
      async accountsOfTransfers(ids) {
        const found = new Map<string, string[]>();
        for (const { transferId, account } of entries) {
          if (ids.includes(transferId)) found.set(transferId, [...(found.get(transferId) ?? []), account]);
        }
        return found;
      },
    };
  }
}

const user = fc.constantFrom('usr_a', 'usr_b');
const currency = fc.constantFrom('INR', 'USD');
const amount = fc.integer({ min: 1, max: 1_000 });
const command = fc.oneof(
  fc.record({ do: fc.constant('topup' as const), user, currency, amount }),
  fc.record({ do: fc.constant('hold' as const), user, currency, amount }),
  fc.record({ do: fc.constant('refund' as const), user, currency, amount }),
  fc.record({ do: fc.constant('post' as const), pick: fc.nat(), part: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ do: fc.constant('void' as const), pick: fc.nat() }),
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

function run(commands: readonly Command[]): Book {
  const book = new Book();
  for (const [index, step] of commands.entries()) {
    const id = `t${index}`;
    switch (step.do) {
      case 'topup':
      case 'refund': {
        const source = step.do === 'topup' ? providerClearing('razorpay') : REVENUE;
        const destination = userAccount(step.user, 'available');
        const { amount, currency } = step;
        const postings = [{ source, destination, amount, currency }];
        book.apply({ id, kind: step.do, reference: id, postings }, index);
        break;
      }
      case 'hold': {
        const hold: Hold = {
          id,
          userId: step.user,
          amount: money(step.amount, step.currency),
          reference: id,
          state: 'held',
          expiresAt: NOW,
          createdAt: NOW,
        };
        if (book.apply(placing(hold), index)) book.holds.set(id, hold);
        break;
      }
      case 'post':
      case 'void': {
        const open = [...book.holds.values()].filter(({ state }) => state === 'held');
        const hold = open[step.pick % Math.max(1, open.length)];
        if (!hold) break;
        const transfer =
          step.do === 'void'
            ? releasing(hold)
            : posting(hold, Math.max(1, Math.floor((hold.amount.amount * step.part) / 100)), REVENUE);
        // What is held can always be taken: it was set aside.
        expect(book.apply(transfer, index)).toBe(true);
        hold.state = step.do === 'void' ? 'voided' : 'posted';
        break;
      }
    }
  }
  return book;
}

const histories = fc.array(command, { maxLength: 60 });

test('after any sequence of top-ups, holds, posts, voids and refunds the sum is zero and no user is below zero', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      const { heads } = run(commands);
      const sums = new Map<string, number>();
      for (const { id, balance } of heads.values()) {
        const { currency } = parseAccountId(id);
        sums.set(currency, (sums.get(currency) ?? 0) + balance);
        if (hasFloor(id)) expect(balance).toBeGreaterThanOrEqual(0);
      }
      for (const sum of sums.values()) expect(sum).toBe(0);
    }),
  );
});

test('balances equal a replay of the postings, and what is held equals the open holds', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      const book = run(commands);
      const replayed = new Map<string, number>();
      for (const { postings } of book.transfers) {
        for (const [id, delta] of deltasOf(postings)) replayed.set(id, (replayed.get(id) ?? 0) + delta);
      }
      for (const { id, balance } of book.heads.values()) expect(replayed.get(id)).toBe(balance);
      const held = [...book.heads.values()].filter(({ id }) => id.includes(':held/'));
      const inHeld = held.reduce((sum, { balance }) => sum + balance, 0);
      const open = [...book.holds.values()].filter(({ state }) => state === 'held');
      expect(inHeld).toBe(open.reduce((sum, { amount }) => sum + amount.amount, 0));
    }),
  );
});

test('verify finds nothing in any sound history', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (commands) => {
      expect((await verifyLedger(run(commands).audit())).problems).toEqual([]);
    }),
  );
});

/** Changes one field of one row, or takes the row away. */
const tamper: Record<string, (book: Book, pick: number) => void> = {
  'an amount in a transfer': ({ transfers }, pick) => {
    const posting = transfers[pick % transfers.length]!.postings[0]!;
    (posting as { amount: number }).amount += 1;
  },
  'the source of a transfer': ({ transfers }, pick) => {
    const posting = transfers[pick % transfers.length]!.postings[0]!;
    (posting as { source: string }).source = 'user:usr_z:available/INR';
  },
  'the reference of a transfer': ({ transfers }, pick) =>
    void (transfers[pick % transfers.length]!.reference = 'another'),
  'the time of a transfer': ({ transfers }, pick) =>
    void (transfers[pick % transfers.length]!.createdAt = new Date(0)),
  'a delta of an entry': ({ entries }, pick) => void (entries[pick % entries.length]!.delta += 1),
  'a balance in an entry': ({ entries }, pick) => void (entries[pick % entries.length]!.balanceAfter += 1),
  'the hash of an entry': ({ entries }, pick) => void (entries[pick % entries.length]!.hash = 'made up'),
  'the balance of an account': ({ heads }, pick) => {
    const head = [...heads.values()][pick % heads.size]!;
    head.balance += 1;
  },
  'the last hash of an account': ({ heads }, pick) => {
    const head = [...heads.values()][pick % heads.size]!;
    head.lastHash = 'made up';
  },
  'an entry taken away': ({ entries }, pick) => void entries.splice(pick % entries.length, 1),
  'a transfer taken away': ({ transfers }, pick) => void transfers.splice(pick % transfers.length, 1),
  'an account taken away': ({ heads }, pick) => void heads.delete([...heads.keys()][pick % heads.size]!),
};

test.each(Object.keys(tamper))('verify finds %s in any history', async (what) => {
  await fc.assert(
    fc.asyncProperty(histories, fc.nat(), async (commands, pick) => {
      const topup: Command = { do: 'topup', user: 'usr_a', currency: 'INR', amount: 5 };
      const book = run([topup, ...commands]);
      tamper[what]!(book, pick);
      expect((await verifyLedger(book.audit())).ok).toBe(false);
    }),
    { numRuns: 50 },
  );
});

describe('a transfer', () => {
  const given: NewTransfer = {
    id: 't1',
    kind: 'topup',
    reference: 'top_1',
    postings: [
      { source: 'provider:razorpay:clearing', destination: 'user:a:available', amount: 5, currency: 'INR' },
    ],
  };
  const stored = prepareTransfer(given, 7, NOW);
  const [posted] = given.postings;

  test('is the same one whatever its shards are', () => {
    expect(differingField(stored, given)).toBeUndefined();
    expect(stored.postings[0]).toMatchObject({
      source: 'provider:razorpay:clearing/INR/07',
      destination: 'user:a:available/INR',
    });
  });

  test.each([
    ['kind', { kind: 'refund' as const }],
    ['reference', { reference: 'top_2' }],
    ['postings', { postings: [...given.postings, ...given.postings] }],
    ['postings.0.amount', { postings: [{ ...posted!, amount: 6 }] }],
    ['postings.0.currency', { postings: [{ ...posted!, currency: 'USD' }] }],
    ['postings.0.source', { postings: [{ ...posted!, source: 'revenue' }] }],
    ['postings.0.destination', { postings: [{ ...posted!, destination: 'user:b:available' }] }],
  ])('differs in %s', (field, change) => {
    expect(differingField(stored, { ...given, ...change })).toBe(field);
  });

  test.each([
    ['nothing', []],
    ['half a paisa', [{ ...posted!, amount: 0.5 }]],
    ['less than nothing', [{ ...posted!, amount: -1 }]],
    ['zero', [{ ...posted!, amount: 0 }]],
    ['more than can be counted', [{ ...posted!, amount: 2 ** 53 }]],
    ['from an account to itself', [{ ...posted!, source: posted!.destination }]],
  ])('that moves %s is refused', (_what, postings) => {
    expect(() => prepareTransfer({ ...given, postings }, 0, NOW)).toThrow(/t1/);
  });

  test('that would take a balance out of the safe integers is refused', () => {
    const heads = new Map(
      [...deltasOf(stored.postings).keys()].map((id) => [
        id,
        { ...newAccount(id), balance: Number.MAX_SAFE_INTEGER - 1 },
      ]),
    );
    expect(() => entriesOf(stored, heads)).toThrow(expect.objectContaining({ code: 'AMOUNT_OUT_OF_RANGE' }));
  });
});

test('a user id that reads as another account has none', () => {
  expect(() => userAccount('x:held/INR', 'available')).toThrow();
  expect(() => userAccount('', 'available')).toThrow();
});
