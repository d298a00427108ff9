import { createHash } from 'node:crypto';
import { AppError } from '@chowk/contracts/errors';
import { forbidsOverdraft, isDebt } from './account.ts';
import { deltasOf, type Transfer, type TransferKind } from './transfer.ts';

/** Where an account stands: its last entry is number `entryCount` and has `lastHash`. */
export interface AccountState {
  id: string;
  /** Minor units. */
  balance: number;
  entryCount: number;
  lastHash: string;
}

/** What moved through an account in minor units, summed by kind of transfer; together they are its balance. */
export type Volumes = Partial<Record<TransferKind, number>>;

export interface Account extends AccountState {
  volumes: Volumes;
}

/** What one transfer did to one account. Entries of an account are numbered from 1 and chained by hashes. */
export interface Entry {
  account: string;
  seq: number;
  transferId: string;
  /** `contentHash` of the transfer. */
  transferHash: string;
  kind: TransferKind;
  reference: string;
  /** Minor units; below zero when money left. */
  delta: number;
  balanceBefore: number;
  balanceAfter: number;
  createdAt: Date;
  prevHash: string;
  hash: string;
}

/** `prevHash` of an account's first entry. */
const CHAIN_START = '';

/** Of a number in an id: a shard with a thousand entries a second is full after thirty years. */
const SEQ_DIGITS = 12;

/**
 * The id of an account's entry: no two take the same place in its chain. Ids are in the order of (account,
 * number): `#` comes before all that an account's id has, so that no account's entries lie among another's.
 */
export const entryId = (account: string, seq: number): string =>
  `${account}#${String(seq).padStart(SEQ_DIGITS, '0')}`;

/** Comes after the ids of all entries of an account, and before those of the next. */
export const afterEntriesOf = (account: string): string => `${account}$`;

/** An account before its first entry. */
export const newAccount = (id: string): AccountState => ({
  id,
  balance: 0,
  entryCount: 0,
  lastHash: CHAIN_START,
});

/**
 * The hash that an entry's own fields give, the hash before it included. Stored entries were hashed by this
 * list: a field that is added, left out or moved makes `verify` call every one of them altered.
 */
export const entryHash = (entry: Omit<Entry, 'hash'>): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        entry.prevHash,
        entry.account,
        entry.seq,
        entry.transferId,
        entry.transferHash,
        entry.kind,
        entry.reference,
        entry.delta,
        entry.balanceBefore,
        entry.balanceAfter,
        entry.createdAt.toISOString(),
      ]),
    )
    .digest('base64url');

/**
 * Decides a transfer: one entry for each account that it touches, in the order of account ids, so that
 * parallel transfers take accounts in one order.
 * @param states where the touched accounts stand
 * @throws AppError INSUFFICIENT_FUNDS when an account that forbids it would be overdrawn, AMOUNT_OUT_OF_RANGE
 *   when a balance would leave the safe integers
 */
export function entriesOf(transfer: Transfer, states: ReadonlyMap<string, AccountState>): Entry[] {
  const deltas = [...deltasOf(transfer.postings)].sort(([a], [b]) => (a < b ? -1 : 1));
  return deltas.map(([account, delta]) => {
    const state = states.get(account);
    if (!state) throw new Error(`transfer ${transfer.id} was decided without account ${account}`);
    const balanceAfter = state.balance + delta;
    if (forbidsOverdraft(account) && delta < 0 && balanceAfter < 0) throw new AppError('INSUFFICIENT_FUNDS');
    if (isDebt(account) && balanceAfter > 0)
      throw new Error(`transfer ${transfer.id} pays more than is owed`);
    if (!Number.isSafeInteger(balanceAfter)) throw new AppError('AMOUNT_OUT_OF_RANGE');
    const facts = {
      account,
      seq: state.entryCount + 1,
      transferId: transfer.id,
      transferHash: transfer.contentHash,
      kind: transfer.kind,
      reference: transfer.reference,
      delta,
      balanceBefore: state.balance,
      balanceAfter,
      createdAt: transfer.createdAt,
      prevHash: state.lastHash,
    };
    return { ...facts, hash: entryHash(facts) };
  });
}

/** Where the account stands after an entry. */
export const stateAfter = (entry: Entry): AccountState => ({
  id: entry.account,
  balance: entry.balanceAfter,
  entryCount: entry.seq,
  lastHash: entry.hash,
});
