import type { Tx } from '@chowk/messaging';
import type { Account, AccountState, Entry } from './domain/entry.ts';
import type { CurrencySum, LedgerReport } from './domain/ledger-report.ts';
import type { Transfer, TransferKind } from './domain/transfer.ts';
import type { Verification, VerificationProgress } from './domain/verification.ts';

export interface LedgerRepository {
  /** Where accounts stand, as this transaction sees them; accounts that do not exist are left out. */
  findStates(accountIds: readonly string[], tx: Tx): Promise<Map<string, AccountState>>;
  /** Makes accounts that do not exist yet. Not in a transaction: two that make the same one would collide. */
  createAccounts(ids: readonly string[]): Promise<void>;
  /** Rejects with DuplicateId when the id is taken. */
  insertTransfer(transfer: Transfer, tx: Tx): Promise<void>;
  /**
   * Writes entries and moves their accounts on. The update of each account holds only while the account
   * stands where the entry says and has the money, and all of them only while the accounts beside stand where
   * they are said to; otherwise the transaction runs again.
   */
  append(entries: readonly Entry[], beside: readonly AccountState[], tx: Tx): Promise<void>;
  findTransfer(id: string, tx?: Tx): Promise<Transfer | undefined>;
  findAccount(id: string): Promise<Account | undefined>;
  /** Those that there are, all as of one moment. */
  findAccounts(ids: readonly string[]): Promise<Map<string, Account>>;
  /** Entries of an account, newest first, those before `beforeSeq`. */
  listEntries(query: EntryQuery): Promise<Entry[]>;
  /** Accounts by id, those after `afterId`. */
  listAccounts(query: AccountQuery): Promise<Account[]>;
}

export interface EntryQuery {
  account: string;
  kind?: TransferKind | undefined;
  beforeSeq?: number | undefined;
  limit: number;
}

export interface AccountQuery {
  afterId?: string | undefined;
  limit: number;
}

/** Reads all of the ledger in pages and batches, for proving it, and keeps how far accounts were proved. */
export interface LedgerAuditRepository {
  /** By currency the sum of all balances, as of one moment. */
  sums(): Promise<CurrencySum[]>;
  /** Accounts by id after `afterId`, and the sum of open holds by account id, both as of one moment. */
  accountsPage(query: AccountQuery): Promise<{ accounts: Account[]; openHolds: Map<string, number> }>;
  /** Which of these accounts there are. */
  findExisting(accountIds: readonly string[]): Promise<Set<string>>;
  /** Entries in the order (account, number), in batches. */
  streamEntries(ranges: readonly EntryRange[]): AsyncIterable<Entry[]>;
  /** Accounts that entries name, in batches. */
  streamEntryAccounts(): AsyncIterable<string[]>;
  findTransfers(ids: readonly string[]): Promise<Map<string, Transfer>>;
  /** Transfers by id, those after `afterId`. */
  listTransfers(query: { afterId?: string | undefined; limit: number }): Promise<Transfer[]>;
  /** Accounts that have an entry of a transfer, by transfer id. */
  listAccountsOf(transferIds: readonly string[]): Promise<Map<string, string[]>>;
  /** Up to where accounts were found sound; those that were not are left out. */
  findHeads(accountIds: readonly string[]): Promise<Map<string, AccountState>>;
  /** Heads by account id, those after `afterId`. */
  listHeads(query: AccountQuery): Promise<AccountState[]>;
  saveHeads(heads: readonly AccountState[], at: Date): Promise<void>;
}

/** Entries from a number of an account on, to the end of that account or of one further on in the order of ids. */
export interface EntryRange {
  from: { account: string; seq: number };
  throughAccount: string;
}

/** Runs of the verification; at most one is running. */
export interface VerificationRepository {
  find(id: string): Promise<Verification | undefined>;
  /** The one that runs, and the one that ended last. */
  latest(): Promise<{ current: Verification | undefined; last: Verification | undefined }>;
  /** Rejects with DuplicateId while another one runs. */
  insert(verification: Verification, tx: Tx): Promise<void>;
  /** Notes how far a run has come; false when it does not run any more. */
  saveProgress(id: string, progress: VerificationProgress, at: Date): Promise<boolean>;
  finish(id: string, report: LedgerReport, at: Date): Promise<void>;
}

/** Tells which holds are open, for the proof; compose hands it in, because who places holds keeps them. */
export interface OpenHolds {
  /** Those of these users, as the transaction sees them. */
  stream(userIds: readonly string[], tx: Pick<Tx, 'session'>): AsyncIterable<OpenHold>;
}

export interface OpenHold {
  userId: string;
  /** Minor units. */
  amount: number;
  currency: string;
}
