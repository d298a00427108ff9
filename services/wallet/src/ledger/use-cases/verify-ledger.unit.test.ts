import fc from 'fast-check';
import { histories, play, type Book, type Command } from '../ledger-history.fixture.ts';
import { createVerifyLedger } from './verify-ledger.ts';

test('verify finds nothing in any sound history', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (commands) => {
      expect((await createVerifyLedger({ audit: play(commands).audit() })()).problems).toEqual([]);
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
  'the balance of an account': ({ states }, pick) => {
    const state = [...states.values()][pick % states.size]!;
    state.balance += 1;
  },
  'the last hash of an account': ({ states }, pick) => {
    const state = [...states.values()][pick % states.size]!;
    state.lastHash = 'made up';
  },
  'an entry taken away': ({ entries }, pick) => void entries.splice(pick % entries.length, 1),
  'a transfer taken away': ({ transfers }, pick) => void transfers.splice(pick % transfers.length, 1),
  'an account taken away': ({ states }, pick) => void states.delete([...states.keys()][pick % states.size]!),
};

test.each(Object.keys(tamper))('verify finds %s in any history', async (what) => {
  await fc.assert(
    fc.asyncProperty(histories, fc.nat(), async (commands, pick) => {
      const topup: Command = { do: 'topup', user: 'usr_a', currency: 'INR', amount: 5 };
      const book = play([topup, ...commands]);
      tamper[what]!(book, pick);
      expect((await createVerifyLedger({ audit: book.audit() })()).ok).toBe(false);
    }),
    { numRuns: 50 },
  );
});
