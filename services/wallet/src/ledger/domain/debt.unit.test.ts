import { debtPostings } from './debt.ts';
import type { NewTransfer, TransferKind } from './transfer.ts';

const [AVAILABLE, OWED, CLEARING] = ['user:a:available', 'user:a:owed', 'provider:razorpay:clearing'];
const transfer = (kind: TransferKind, source: string, destination: string, amount: number): NewTransfer => ({
  id: 't1',
  kind,
  reference: 'top_1',
  postings: [{ source, destination, amount, currency: 'INR' }],
});
const added = (given: NewTransfer, balances: Record<string, number>) =>
  debtPostings(given, (name, currency) => (currency === 'INR' && balances[name]) || 0).map(
    ({ source, destination, amount }) => [source, destination, amount],
  );

test.each([
  ['nothing is owed', 100, 0, []],
  ['less is owed than comes', 100, -30, [[AVAILABLE, OWED, 30]]],
  ['as much is owed as comes', 100, -100, [[AVAILABLE, OWED, 100]]],
  ['more is owed than comes', 100, -130, [[AVAILABLE, OWED, 100]]],
])(
  'when %s, of %i that come to an account with a debt of %i it is paid first',
  (_, amount, owed, postings) => {
    for (const kind of ['topup', 'refund', 'void', 'reinstatement'] as const)
      expect(added(transfer(kind, CLEARING, AVAILABLE, amount), { [OWED]: owed })).toEqual(postings);
  },
);

test.each([
  ['all of it is there', 100, 100, []],
  ['a part was spent', 100, 30, [[OWED, AVAILABLE, 70]]],
  ['all was spent', 100, 0, [[OWED, AVAILABLE, 100]]],
])('when %s, of %i taken back what is not there is owed', (_, amount, available, postings) => {
  expect(added(transfer('reversal', AVAILABLE, CLEARING, amount), { [AVAILABLE]: available })).toEqual(
    postings,
  );
});

test('a reversal adds to a debt that is there', () => {
  expect(added(transfer('reversal', AVAILABLE, CLEARING, 100), { [OWED]: -50 })).toEqual([
    [OWED, AVAILABLE, 100],
  ]);
});

test('only a reversal may make a debt, and only on the account of a user', () => {
  expect(added(transfer('hold', AVAILABLE, 'user:a:held', 100), {})).toEqual([]);
  expect(added(transfer('reversal', 'suspense', CLEARING, 100), {})).toEqual([]);
  expect(added(transfer('capture', 'user:a:held', 'revenue', 100), { [OWED]: -5 })).toEqual([]);
});

test('a debt in one currency is not paid in another', () => {
  const given = transfer('topup', CLEARING, AVAILABLE, 100);
  const inDollars = { ...given, postings: [{ ...given.postings[0]!, currency: 'USD' }] };
  expect(added(inDollars, { [OWED]: -30 })).toEqual([]);
});
