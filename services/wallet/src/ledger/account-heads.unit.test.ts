import { AccountHeads, groupsOf, TransactionHeads, type Heads } from './account-heads.ts';

const ID = 'revenue/INR/01';
const at = (entryCount: number): Heads =>
  new Map([[ID, { id: ID, balance: entryCount, entryCount, lastHash: `hash ${entryCount}` }]]);

test('the accounts of a user in a currency are one group, and each shard is one', () => {
  expect(groupsOf(['user:usr_1:held/INR', 'revenue/INR/03', 'user:usr_1:available/INR'])).toEqual([
    {
      key: 'user:usr_1/INR',
      accounts: ['user:usr_1:available/INR', 'user:usr_1:held/INR', 'user:usr_1:owed/INR'],
    },
    { key: 'revenue/INR/03', accounts: ['revenue/INR/03'] },
  ]);
});

test('what a transaction wrote is remembered once it is committed, and not before', () => {
  const known = new AccountHeads();
  const heads = new TransactionHeads(known);
  heads.set(ID, at(1), false);
  expect(known.get(ID)).toBeUndefined();
  heads.committed();
  expect(known.get(ID)).toEqual(at(1));
});

test('what a transaction wrote that failed is remembered by nobody', () => {
  const known = new AccountHeads();
  known.keep(ID, at(1));
  const heads = new TransactionHeads(known);
  expect(heads.get(ID)).toEqual({ heads: at(1), believed: true });
  heads.set(ID, at(2), true);
  heads.failed();
  expect([known.get(ID), heads.get(ID)]).toEqual([undefined, undefined]);
});

test('accounts on which another process met this one are read for a while, then remembered again', () => {
  jest.useFakeTimers({ now: 0 });
  try {
    const known = new AccountHeads();
    known.keep(ID, at(1));
    const heads = new TransactionHeads(known);
    heads.get(ID);
    heads.conflicted();
    heads.set(ID, at(5), false);
    heads.committed();
    expect(known.get(ID)).toBeUndefined();
    jest.advanceTimersByTime(10_001);
    expect(known.get(ID)).toEqual(at(5));
  } finally {
    jest.useRealTimers();
  }
});

test('of two transactions that end at a time the later one counts', () => {
  const known = new AccountHeads();
  known.keep(ID, at(6));
  known.keep(ID, at(5));
  expect(known.get(ID)).toEqual(at(6));
});
