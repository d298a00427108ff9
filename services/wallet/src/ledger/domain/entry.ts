import { createHash } from 'node:crypto';
import { AppError } from '@chowk/contracts/errors';
import { hasFloor } from './account.ts';
import { deltasOf, type Transfer, type TransferKind } from './transfer.ts';

/** Where an account stands: its last entry is number `entryCount` and has `lastHash`. */
export interface AccountHead {
  id: string;
  balance: number;
  entryCount: number;
  lastHash: string;
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

/** An account before its first entry. */
export const newAccount = (id: string): AccountHead => ({
  id,
  balance: 0,
  entryCount: 0,
  lastHash: CHAIN_START,
});

/** The hash that an entry's own fields give, the hash before it included. */
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
 * @param heads where the touched accounts stand
 * @throws AppError INSUFFICIENT_FUNDS when an account with a floor would go below zero, AMOUNT_OUT_OF_RANGE
 *   when a balance would leave the safe integers
 */
export function entriesOf(transfer: Transfer, heads: ReadonlyMap<string, AccountHead>): Entry[] {
  const deltas = [...deltasOf(transfer.postings)].sort(([a], [b]) => (a < b ? -1 : 1));
  return deltas.map(([account, delta]) => {
    const head = heads.get(account);
    if (!head) throw new Error(`transfer ${transfer.id} was decided without account ${account}`);
    const balanceAfter = head.balance + delta;
    if (hasFloor(account) && delta < 0 && balanceAfter < 0) throw new AppError('INSUFFICIENT_FUNDS');
    if (!Number.isSafeInteger(balanceAfter)) throw new AppError('AMOUNT_OUT_OF_RANGE');
    const facts = {
      account,
      seq: head.entryCount + 1,
      transferId: transfer.id,
      transferHash: transfer.contentHash,
      kind: transfer.kind,
      reference: transfer.reference,
      delta,
      balanceBefore: head.balance,
      balanceAfter,
      createdAt: transfer.createdAt,
      prevHash: head.lastHash,
    };
    return { ...facts, hash: entryHash(facts) };
  });
}

/** Where the account stands after an entry. */
export const headAfter = (entry: Entry): AccountHead => ({
  id: entry.account,
  balance: entry.balanceAfter,
  entryCount: entry.seq,
  lastHash: entry.hash,
});
