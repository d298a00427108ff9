/**
 * Accounts of the ledger. An account has a name (`user:usr_1:available`, `revenue`) and per currency an id:
 * `user:usr_1:available/INR`, `revenue/INR/07`. System accounts are split into numbered shards, because every
 * purchase touches them and two transactions that touch one document conflict; their balance is the sum over
 * the shards. Accounts of users are never split: a balance that must not go below zero lives in one document.
 */

/** The two accounts of a user per currency: money that can be spent, and money set aside for a payment under way. */
export type SubAccount = 'available' | 'held';

/** What the installation has earned. */
export const REVENUE = 'revenue';

/** What a provider has taken from customers for us: below zero by the money it still owes or has paid out to us. */
export const providerClearing = (provider: string): string => `provider:${provider}:clearing`;

const USER_ACCOUNT = /^user:([A-Za-z0-9_-]+):(available|held)$/;

/** @throws Error on a user id that could be taken for another name: such an account could be overdrawn. */
export function userAccount(userId: string, subAccount: SubAccount): string {
  const name = `user:${userId}:${subAccount}`;
  if (!USER_ACCOUNT.test(name)) throw new Error('that user id cannot have an account');
  return name;
}

/** The user whose account it is; undefined for system accounts. Takes a name or an id. */
export const ownerOf = (nameOrId: string): string | undefined =>
  USER_ACCOUNT.exec(nameOrId.split('/')[0]!)?.[1];

/** What holds for all accounts of a kind. */
interface AccountRules {
  forbidsOverdraft: boolean;
  sharded: boolean;
}
const USER_RULES: AccountRules = { forbidsOverdraft: true, sharded: false };
/** Clearing is below zero by its nature, and revenue may be while refunds come ahead of sales. */
const SYSTEM_RULES: AccountRules = { forbidsOverdraft: false, sharded: true };

const rulesOf = (nameOrId: string): AccountRules =>
  ownerOf(nameOrId) === undefined ? SYSTEM_RULES : USER_RULES;

/** Whether the balance can never go below zero. Takes a name or an id. */
export const forbidsOverdraft = (nameOrId: string): boolean => rulesOf(nameOrId).forbidsOverdraft;

/** The id of a name's account in one currency. `shard` counts for sharded accounts only. */
export function accountId(name: string, currency: string, shard: number): string {
  if (!rulesOf(name).sharded) return `${name}/${currency}`;
  return `${name}/${currency}/${String(shard).padStart(2, '0')}`;
}

/** What an account id says. */
export function parseAccountId(id: string): { name: string; currency: string } {
  const [name = '', currency = ''] = id.split('/');
  return { name, currency };
}
