import fc from 'fast-check';
import { systemClock } from '@chowk/runtime/lifecycle';
import { Book, histories, play, type Command } from '../ledger-history.fixture.ts';
import { REVENUE, userAccount } from '../domain/account.ts';
import type { LedgerReport } from '../domain/ledger-report.ts';
import type { VerificationProgress } from '../domain/verification.ts';
import { createVerifyLedger } from './verify-ledger.ts';

test('verify finds nothing in any sound history', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (commands) => {
      expect(
        (await createVerifyLedger({ audit: play(commands).audit(), clock: systemClock })()).problems,
      ).toEqual([]);
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
      expect((await createVerifyLedger({ audit: book.audit(), clock: systemClock })()).ok).toBe(false);
    }),
    { numRuns: 50 },
  );
});

const TOPUP: Command = { do: 'topup', user: 'usr_a', currency: 'INR', amount: 5 };
const verifierOf = (book: Book) => createVerifyLedger({ audit: book.audit(), clock: systemClock });

test('an incremental run proves what came since the last one, and only that', async () => {
  await fc.assert(
    fc.asyncProperty(histories, histories, async (before, since) => {
      const book = play([TOPUP, ...before]);
      await verifierOf(book)({ mode: 'incremental' });
      const known = book.entries.length;
      play(since, book);
      const report = await verifierOf(book)({ mode: 'incremental' });
      expect(report).toMatchObject({ ok: true, problems: [], entries: book.entries.length - known });
      expect(await verifierOf(book)()).toMatchObject({ ok: true, entries: book.entries.length });
    }),
    { numRuns: 50 },
  );
});

/** Rows of after the last run; a bare transfer without entries moves nothing, and is for the full run to find. */
const tamperSince: Record<string, (book: Book, from: { entries: number; transfers: number }) => void> = {
  'a delta of an entry': ({ entries }, from) => void (entries[from.entries]!.delta += 1),
  'an amount in a transfer': ({ transfers }, from) =>
    void ((transfers[from.transfers]!.postings[0] as { amount: number }).amount += 1),
  'the hash of an entry': ({ entries }, from) => void (entries[from.entries]!.hash = 'made up'),
  'an entry taken away': ({ entries }, from) => void entries.splice(from.entries, 1),
  'a transfer taken away': ({ transfers }, from) => void transfers.splice(from.transfers, 1),
  'the balance of an account': ({ states, entries }, from) =>
    void (states.get(entries[from.entries]!.account)!.balance += 1),
  'an account taken away': ({ states, entries }) => void states.delete(entries[0]!.account),
  'the entry that was proved last': ({ entries, heads }) => {
    const account = 'user:usr_a:available/INR';
    const { entryCount } = heads.get(account)!;
    entries.find((entry) => entry.account === account && entry.seq === entryCount)!.hash = 'made up';
  },
};

test.each(Object.keys(tamperSince))('an incremental run finds %s', async (what) => {
  await fc.assert(
    fc.asyncProperty(histories, histories, async (before, since) => {
      const book = play([TOPUP, ...before]);
      await verifierOf(book)({ mode: 'incremental' });
      const from = { entries: book.entries.length, transfers: book.transfers.length };
      play([TOPUP, ...since], book);
      tamperSince[what]!(book, from);
      expect((await verifierOf(book)({ mode: 'incremental' })).ok).toBe(false);
    }),
    { numRuns: 50 },
  );
});

test('an account that is not sound is proved from its start until it is', async () => {
  const book = play([TOPUP, TOPUP]);
  const account = 'user:usr_a:available/INR';
  const entry = book.entries.find((one) => one.account === account)!;
  entry.delta += 1;
  for (let run = 0; run < 2; run++) expect((await verifierOf(book)({ mode: 'incremental' })).ok).toBe(false);
  entry.delta -= 1;
  expect(await verifierOf(book)({ mode: 'incremental' })).toMatchObject({ ok: true, entries: 2 });
});

describe('a ledger of many accounts', () => {
  const many = (): Book => {
    const book = new Book();
    for (let i = 0; i < 1_200; i++) {
      const destination = userAccount(`usr_${i}`, 'available');
      const postings = [{ source: REVENUE, destination, amount: 1, currency: 'INR' }];
      book.apply({ id: `t${i}`, kind: 'refund', reference: 'x', postings }, i);
    }
    return book;
  };

  test('is read in pages that do not grow with it', async () => {
    const book = many();
    const audit = book.audit();
    const limits: number[] = [];
    const report = await createVerifyLedger({
      audit: {
        ...audit,
        accountsPage: (query) => (limits.push(query.limit), audit.accountsPage(query)),
        listTransfers: (query) => (limits.push(query.limit), audit.listTransfers(query)),
      },
      clock: systemClock,
    })();
    expect(report).toMatchObject({ ok: true, accounts: 1_203, transfers: 1_200, entries: 2_400 });
    expect(Math.max(...limits)).toBeLessThanOrEqual(500);
    expect(limits.length).toBeGreaterThan(14);
  });

  test('comes to the same report however often the run is cut off', async () => {
    const book = many();
    book.entries.find(({ seq, account }) => seq === 1 && account.startsWith('user:usr_7:'))!.delta += 1;
    book.transfers.splice(900, 1);
    const expected = await verifierOf(book)();
    expect(expected.ok).toBe(false);
    let from: VerificationProgress | undefined;
    let report: LedgerReport | undefined;
    for (let tries = 0; !report; tries++) {
      expect(tries).toBeLessThan(30);
      let page = 0;
      try {
        report = await verifierOf(book)({
          ...(from && { from }),
          async onProgress(progress) {
            // Every second page is lost.
            if (page++ === 1) throw new Error('killed');
            from = progress;
          },
        });
      } catch (error) {
        expect(error).toMatchObject({ message: 'killed' });
      }
    }
    expect(report).toEqual(expected);
  });
});
