import type { Tx } from '@chowk/messaging';
import type { AccountHead, Entry } from './domain/entry.ts';
import type { Hold, HoldState } from './domain/hold.ts';
import type { Transfer, TransferKind } from './domain/transfer.ts';

/** What moved through an account, summed by kind of transfer; together they are its balance. */
export type Turnover = Partial<Record<TransferKind, number>>;

export interface Account extends AccountHead {
  turnover: Turnover;
}

export interface LedgerStore {
  /** Where accounts stand, as this transaction sees them; accounts that do not exist are left out. */
  heads(ids: readonly string[], tx: Tx): Promise<Map<string, AccountHead>>;
  /** Makes accounts that do not exist yet. Not in a transaction: two that make the same one would collide. */
  createAccounts(ids: readonly string[]): Promise<void>;
  /** Rejects with a duplicate key when the id is taken. */
  insertTransfer(transfer: Transfer, tx: Tx): Promise<void>;
  /**
   * Writes entries and moves their accounts on. The update of each account holds only while the account
   * stands where the entry says and has the money; otherwise the transaction runs again.
   */
  append(entries: readonly Entry[], tx: Tx): Promise<void>;
  transfer(id: string): Promise<Transfer | undefined>;
  account(id: string): Promise<Account | undefined>;
  /** Entries of an account, newest first, those before `beforeSeq`. */
  entriesPage(query: {
    account: string;
    kind?: TransferKind | undefined;
    beforeSeq?: number | undefined;
    limit: number;
  }): Promise<Entry[]>;
  /** Accounts by id, those after `afterId`. */
  accountsPage(query: { afterId?: string | undefined; limit: number }): Promise<Account[]>;
}

/** Reads all of the ledger, for proving it. */
export interface LedgerAudit {
  /** All accounts and the sum of open holds by account id, both as of one moment. */
  snapshot(): Promise<{ accounts: Account[]; openHolds: Map<string, number> }>;
  /** Which of these accounts there are. */
  existing(accountIds: readonly string[]): Promise<Set<string>>;
  /** Entries in the order (account, number), in batches. */
  entries(): AsyncIterable<Entry[]>;
  transfersById(ids: readonly string[]): Promise<Map<string, Transfer>>;
  /** All transfers, in batches. */
  transfers(): AsyncIterable<Transfer[]>;
  /** Accounts that have an entry of a transfer, by transfer id. */
  accountsOfTransfers(ids: readonly string[]): Promise<Map<string, string[]>>;
}

export interface HoldStore {
  /** Rejects with a duplicate key when the id is taken. */
  insert(hold: Hold, tx: Tx): Promise<void>;
  /**
   * Ends an open hold; undefined when it is not open any more. `validAt` demands that it has not timed out
   * by then, whether or not somebody has come by to notice; `expiredAt` that it has.
   */
  claim(
    id: string,
    to: Exclude<HoldState, 'held'>,
    when: { validAt?: Date; expiredAt?: Date },
    tx: Tx,
  ): Promise<Hold | undefined>;
  /** Ids of open holds that timed out by `now`, oldest first. */
  expired(now: Date, limit: number): Promise<Array<{ id: string; userId: string }>>;
}
