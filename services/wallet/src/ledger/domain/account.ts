/**
 * Accounts of the ledger. An account has a name (`user:usr_1:available`, `revenue`) and per currency an id:
 * `user:usr_1:available/INR`, `revenue/INR/07`. System accounts are split into numbered shards, because every
 * purchase touches them and two transactions that touch one document conflict; their balance is the sum over
 * the shards. Accounts of users are never split: a balance that must not go below zero lives in one document.
 */

/**
 * The accounts of a user per currency: money that can be spent; money set aside for a payment under way; and
 * what the user owes, below zero, because a provider took money back that was spent already.
 */
export const SUB_ACCOUNTS = ['available', 'held', 'owed'] as const;
export type SubAccount = (typeof SUB_ACCOUNTS)[number];

/** What the installation has earned. */
export const REVENUE = 'revenue';

/** Money that providers took for us and that belongs to nobody we know: second captures, other amounts. */
export const SUSPENSE = 'suspense';

/** What a provider has taken from customers for us: below zero by the money it still owes or has paid out to us. */
export const providerClearing = (provider: string): string => `provider:${provider}:clearing`;

const USER_ACCOUNT = /^user:([A-Za-z0-9_-]+):(available|held|owed)$/;

/** @throws Error on a user id that could be taken for another name: such an account could be overdrawn. */
export function userAccount(userId: string, subAccount: SubAccount): string {
  const name = `user:${userId}:${subAccount}`;
  if (!USER_ACCOUNT.test(name)) throw new Error('that user id cannot have an account');
  return name;
}

/** The user whose account it is; undefined for system accounts. Takes a name or an id. */
export const ownerOf = (nameOrId: string): string | undefined =>
  USER_ACCOUNT.exec(nameOrId.split('/')[0]!)?.[1];

/** What holds for all accounts of a kind; limits in minor units, null for none. */
interface AccountRules {
  floor: 0 | null;
  ceiling: 0 | null;
  sharded: boolean;
}
const USER_RULES: Record<SubAccount, AccountRules> = {
  available: { floor: 0, ceiling: null, sharded: false },
  held: { floor: 0, ceiling: null, sharded: false },
  owed: { floor: null, ceiling: 0, sharded: false },
};
/**
 * Clearing is below zero by its nature, revenue may be while refunds come ahead of sales, and a shard of
 * suspense may give back what another one took in.
 */
const SYSTEM_RULES: AccountRules = { floor: null, ceiling: null, sharded: true };

function rulesOf(nameOrId: string): AccountRules {
  const subAccount = USER_ACCOUNT.exec(nameOrId.split('/')[0]!)?.[2];
  return subAccount === undefined ? SYSTEM_RULES : USER_RULES[subAccount as SubAccount];
}

/** Whether the balance can never go below zero. Takes a name or an id. */
export const forbidsOverdraft = (nameOrId: string): boolean => rulesOf(nameOrId).floor === 0;

/** Whether the balance can never go above zero: a debt. Takes a name or an id. */
export const isDebt = (nameOrId: string): boolean => rulesOf(nameOrId).ceiling === 0;

/** Whether it is what a user can spend. Takes a name or an id. */
export const isSpendable = (nameOrId: string): boolean =>
  USER_ACCOUNT.exec(nameOrId.split('/')[0]!)?.[2] === 'available';

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
