import { accountId, forbidsOverdraft, ownerOf, providerClearing, REVENUE, userAccount } from './account.ts';

test('a user id that reads as another account has none', () => {
  expect(() => userAccount('x:held/INR', 'available')).toThrow();
  expect(() => userAccount('', 'available')).toThrow();
});

test.each([
  ['user:usr_1:available', 'usr_1', true, 'user:usr_1:available/INR'],
  ['user:usr_1:held', 'usr_1', true, 'user:usr_1:held/INR'],
  [REVENUE, undefined, false, 'revenue/INR/07'],
  [providerClearing('razorpay'), undefined, false, 'provider:razorpay:clearing/INR/07'],
  // Users have two accounts; any other name is a system account's.
  ['user:usr_1:owed', undefined, false, 'user:usr_1:owed/INR/07'],
])('%s belongs to %s, forbids overdraft: %s, and is kept as %s', (name, owner, forbids, id) => {
  expect(ownerOf(name)).toBe(owner);
  expect(forbidsOverdraft(name)).toBe(forbids);
  expect(accountId(name, 'INR', 7)).toBe(id);
  expect([ownerOf(id), forbidsOverdraft(id)]).toEqual([owner, forbids]);
});
