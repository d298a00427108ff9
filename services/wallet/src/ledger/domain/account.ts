/**
 * Accounts of the ledger. An account has a name (`user:usr_1:available`, `revenue`) and per currency an id:
 * `user:usr_1:available/INR`, `revenue/INR/07`. Accounts of the house are split into numbered shards, because
 * every purchase touches them and two transactions that touch one document conflict; their balance is the sum
 * over the shards. Accounts of users are never split: a balance that must not go below zero lives in one document.
 */

/** Money that a user can spend, and money that is set aside for a payment under way. */
export type Pocket = 'available' | 'held';

/** What the house has earned. */
export const REVENUE = 'revenue';

/** What a provider has taken from customers for us: below zero by the money it still owes or has paid out to us. */
export const providerClearing = (provider: string): string => `provider:${provider}:clearing`;

const USER_ACCOUNT = /^user:([A-Za-z0-9_-]+):(available|held)$/;

/** @throws Error on a user id that could be taken for another name: such an account would have no floor. */
export function userAccount(userId: string, pocket: Pocket): string {
  const name = `user:${userId}:${pocket}`;
  if (!USER_ACCOUNT.test(name)) throw new Error('that user id cannot have an account');
  return name;
}

/** The user whose account it is; undefined for accounts of the house. Takes a name or an id. */
export const ownerOf = (nameOrId: string): string | undefined =>
  USER_ACCOUNT.exec(nameOrId.split('/')[0]!)?.[1];

/** Accounts of users never go below zero; those of the house may: clearing does by its nature. */
export const hasFloor = (nameOrId: string): boolean => ownerOf(nameOrId) !== undefined;

/** The id of a name's account in one currency. `shard` counts for accounts of the house only. */
export function accountId(name: string, currency: string, shard: number): string {
  if (hasFloor(name)) return `${name}/${currency}`;
  return `${name}/${currency}/${String(shard).padStart(2, '0')}`;
}

/** What an account id says. */
export function parseAccountId(id: string): { name: string; currency: string } {
  const [name = '', currency = ''] = id.split('/');
  return { name, currency };
}
