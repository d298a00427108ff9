import { LRUCache } from 'lru-cache';
import { accountId, ownerOf, parseAccountId, SUB_ACCOUNTS, userAccount } from './domain/account.ts';
import type { AccountState } from './domain/entry.ts';

/**
 * Accounts whose heads are read and kept together: all of a user in a currency, or one shard of a system
 * account. Together, because what a user owes is right only beside the spendable balance of the same moment.
 */
export interface HeadGroup {
  key: string;
  accounts: readonly string[];
}

/** Where the accounts of a group stand; those that do not exist are left out. */
export type Heads = ReadonlyMap<string, AccountState>;

/** The groups that these accounts belong to, each once. */
export function groupsOf(accountIds: readonly string[]): HeadGroup[] {
  const groups = new Map<string, HeadGroup>();
  for (const id of accountIds) {
    const userId = ownerOf(id);
    const { currency } = parseAccountId(id);
    const key = userId === undefined ? id : `user:${userId}/${currency}`;
    if (groups.has(key)) continue;
    const accounts =
      userId === undefined
        ? [id]
        : SUB_ACCOUNTS.map((subAccount) => accountId(userAccount(userId, subAccount), currency, 0));
    groups.set(key, { key, accounts });
  }
  return [...groups.values()];
}

interface Kept {
  heads?: Heads | undefined;
  /** By the monotonic clock in ms: until then the store is asked. */
  askUntil: number;
}

/** Some 600 bytes each: those who pay again and again, and all shards, for 6 MB. */
const MAX_GROUPS = 10_000;
/** How long accounts are read each time after another process moved them between two of our transactions. */
const SHARED_MS = 10_000;

/**
 * Where accounts stood after this process's last transaction on them, so that the next one need not read them.
 * A head is a belief: whoever decides by it has the update's predicate prove it (`standsBefore`), and reads
 * before refusing anything. Accounts on which another process met us are read for a while: believing would cost
 * a whole repetition each time.
 */
export class AccountHeads {
  readonly #kept = new LRUCache<string, Kept>({ max: MAX_GROUPS });
  readonly #sharedMs: number;

  /** @param sharedMs for how long accounts are read after another process was met on them */
  constructor(sharedMs = SHARED_MS) {
    this.#sharedMs = sharedMs;
  }

  /** Undefined when they are to be read. */
  get(key: string): Heads | undefined {
    const kept = this.#kept.get(key);
    return kept && performance.now() >= kept.askUntil ? kept.heads : undefined;
  }

  /** After a commit only. */
  keep(key: string, heads: Heads): void {
    const { heads: before, askUntil = 0 } = this.#kept.peek(key) ?? {};
    // Of two transactions that end at a time the later one counts, whichever comes here first.
    if (!before || entriesIn(heads) >= entriesIn(before)) this.#kept.set(key, { heads, askUntil });
  }

  /** Somebody else moves these accounts, too. */
  meet(key: string): void {
    this.#kept.set(key, { askUntil: performance.now() + this.#sharedMs });
  }

  /** Whether they moved on is not known. */
  forget(key: string): void {
    const kept = this.#kept.peek(key);
    if (kept) this.#kept.set(key, { askUntil: kept.askUntil });
  }
}

const entriesIn = (heads: Heads): number =>
  [...heads.values()].reduce((sum, { entryCount }) => sum + entryCount, 0);

interface Seen {
  heads: Heads;
  /** Believed, and neither read nor written by this attempt. */
  believed: boolean;
}

/** What one transaction knows of the accounts it touches, over its attempts. */
export class TransactionHeads {
  readonly #known: AccountHeads;
  readonly #seen = new Map<string, Seen>();

  constructor(known: AccountHeads) {
    this.#known = known;
  }

  get(key: string): Seen | undefined {
    const seen = this.#seen.get(key);
    if (seen) return seen;
    const heads = this.#known.get(key);
    if (!heads) return undefined;
    const believed = { heads, believed: true };
    this.#seen.set(key, believed);
    return believed;
  }

  /** What was read, or will be so once the transaction is committed. */
  set(key: string, heads: Heads, believed: boolean): void {
    this.#seen.set(key, { heads, believed });
  }

  /** The transaction is committed: what it saw and wrote is so. */
  committed(): void {
    for (const [key, { heads }] of this.#seen) this.#known.keep(key, heads);
  }

  /** The attempt failed on another transaction's write; the next one reads. */
  conflicted(): void {
    for (const key of this.#seen.keys()) this.#known.meet(key);
    this.#seen.clear();
  }

  /** The attempt failed, or whether it did is not known; nothing of it is kept. */
  failed(): void {
    for (const key of this.#seen.keys()) this.#known.forget(key);
    this.#seen.clear();
  }
}
