import fc from 'fast-check';
import {
  afterEntriesOf,
  entriesOf,
  entryHash,
  entryId,
  newAccount,
  stateAfter,
  type Entry,
} from './entry.ts';
import { deltasOf, prepareTransfer } from './transfer.ts';

const topup = (id: string, amount: number, at: string) =>
  prepareTransfer(
    {
      id: `${id}:topup`,
      kind: 'topup',
      reference: id,
      postings: [
        {
          source: 'provider:razorpay:clearing',
          destination: 'user:usr_1:available',
          amount,
          currency: 'INR',
        },
      ],
    },
    7,
    new Date(at),
  );

test('ids of entries are in the order of accounts, and of numbers within one', () => {
  const id = fc.stringMatching(/^[A-Za-z0-9_:/-]{1,6}$/);
  const number = fc.integer({ min: 1, max: 1_000_000 });
  fc.assert(
    fc.property(id, number, id, number, (a, first, b, second) => {
      const inOrder = a === b ? first < second : a < b;
      expect(entryId(a, first) < entryId(b, second)).toBe(inOrder);
      expect(entryId(b, second) < afterEntriesOf(a)).toBe(b <= a);
    }),
  );
});

describe('the hash of an entry', () => {
  const transfer = topup('top_1', 500, '2026-01-01T00:00:00.000Z');
  const states = new Map([...deltasOf(transfer.postings).keys()].map((id) => [id, newAccount(id)]));
  const [clearing, available] = entriesOf(transfer, states);

  test('is the one that stored entries were chained by', () => {
    expect(clearing!.hash).toBe('vLnWdltBseaA1gybjEizETE3aTNM-Hj3IpkEsePOwN8');
    expect(available!.hash).toBe('56fDJJBsVIGTUPsvB-NG9cJY7CwrbhtyKDtdxhzzXno');

    const next = topup('top_2', 250, '2026-01-02T00:00:00.000Z');
    const stands = new Map([clearing!, available!].map((entry) => [entry.account, stateAfter(entry)]));
    expect(entriesOf(next, stands).map(({ hash }) => hash)).toEqual([
      'SiQUxVW1IOcj_tvHXJm1Q_kuNYKkxkgtZ0HrAY-JWCQ',
      'nVlzZqit0juJAbwMp41H1lIYhUbXUp1VKLzMTIyk4ek',
    ]);
  });

  // One row for each field: a new field of an entry does not compile without its row.
  const changes: { [Field in keyof Omit<Entry, 'hash'>]: Entry[Field] } = {
    account: 'user:usr_2:available/INR',
    seq: 2,
    transferId: 'top_2:topup',
    transferHash: 'another',
    kind: 'refund',
    reference: 'top_2',
    delta: 501,
    balanceBefore: 1,
    balanceAfter: 501,
    createdAt: new Date('2026-01-01T00:00:00.001Z'),
    prevHash: 'another',
  };
  test.each(Object.entries(changes))('is another one with another %s', (field, value) => {
    expect(entryHash({ ...available!, [field]: value })).not.toBe(available!.hash);
  });

  test('tells fields apart whose texts side by side read the same', () => {
    const hashOf = (transferId: string, transferHash: string) =>
      entryHash({ ...available!, transferId, transferHash });
    expect(hashOf('ab', 'c')).not.toBe(hashOf('a', 'bc'));
  });
});

describe('entries of a transfer', () => {
  const transfer = topup('top_1', 500, '2026-01-01T00:00:00.000Z');
  const [clearing, available] = [...deltasOf(transfer.postings).keys()] as [string, string];

  test('go on where the accounts stand, in the order of account ids', () => {
    const states = new Map([
      [available, { id: available, balance: 40, entryCount: 3, lastHash: 'h3' }],
      [clearing, { id: clearing, balance: -40, entryCount: 9, lastHash: 'h9' }],
    ]);
    expect(entriesOf(transfer, states)).toMatchObject([
      { account: clearing, seq: 10, prevHash: 'h9', delta: -500, balanceBefore: -40, balanceAfter: -540 },
      { account: available, seq: 4, prevHash: 'h3', delta: 500, balanceBefore: 40, balanceAfter: 540 },
    ]);
  });

  test('are refused without an account that they touch', () => {
    expect(() => entriesOf(transfer, new Map([[available, newAccount(available)]]))).toThrow(clearing);
  });
});
