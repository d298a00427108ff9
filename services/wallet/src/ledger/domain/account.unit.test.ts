import {
  accountId,
  forbidsOverdraft,
  isDebt,
  ownerOf,
  providerClearing,
  REVENUE,
  SUSPENSE,
  userAccount,
} from './account.ts';

test('a user id that reads as another account has none', () => {
  expect(() => userAccount('x:held/INR', 'available')).toThrow();
  expect(() => userAccount('', 'available')).toThrow();
});

test.each([
  ['user:usr_1:available', 'usr_1', true, 'user:usr_1:available/INR'],
  ['user:usr_1:held', 'usr_1', true, 'user:usr_1:held/INR'],
  [REVENUE, undefined, false, 'revenue/INR/07'],
  [providerClearing('razorpay'), undefined, false, 'provider:razorpay:clearing/INR/07'],
  [SUSPENSE, undefined, false, 'suspense/INR/07'],
  ['user:usr_1:owed', 'usr_1', false, 'user:usr_1:owed/INR'],
  // Users have three accounts; any other name is a system account's.
  ['user:usr_1:saved', undefined, false, 'user:usr_1:saved/INR/07'],
])('%s belongs to %s, forbids overdraft: %s, and is kept as %s', (name, owner, forbids, id) => {
  expect(ownerOf(name)).toBe(owner);
  expect(forbidsOverdraft(name)).toBe(forbids);
  expect(accountId(name, 'INR', 7)).toBe(id);
  expect([ownerOf(id), forbidsOverdraft(id)]).toEqual([owner, forbids]);
});

test.each([
  ['user:usr_1:owed', true],
  ['user:usr_1:owed/INR', true],
  ['user:usr_1:available', false],
  [SUSPENSE, false],
])('%s is a debt: %s', (name, debt) => expect(isDebt(name)).toBe(debt));
