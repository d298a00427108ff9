import { createHash } from 'node:crypto';
import { accountId, parseAccountId } from './account.ts';

/** Why money moved; the same words as in the event wallet.balance-changed.v1. */
export const TRANSFER_KINDS = [
  'topup',
  'hold',
  'void',
  'capture',
  'refund',
  /** A provider took money back. */
  'reversal',
  /** A provider gave back what it had taken back. */
  'reinstatement',
] as const;
export type TransferKind = (typeof TRANSFER_KINDS)[number];

/** Money from one account to another: integer minor units, more than zero. */
export interface Posting {
  source: string;
  destination: string;
  amount: number;
  currency: string;
}

/** A transfer as it is asked for: accounts by name. The id is its idempotency key. */
export interface NewTransfer {
  id: string;
  kind: TransferKind;
  /** The first posting names the amount of the transfer; others return or split. */
  postings: readonly Posting[];
  /** What it is for: an order, a top-up. */
  reference: string;
}

/** A transfer as it stands in the ledger: accounts by id. Never changed, never removed. */
export interface Transfer extends NewTransfer {
  createdAt: Date;
  /** SHA-256 of what was asked for: tells a repetition from another transfer under the same id. */
  requestHash: string;
  /** SHA-256 of all of it. Every entry's hash covers it, so that a changed transfer shows. */
  contentHash: string;
}

const sha256 = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url');

const postingFacts = ({ source, destination, amount, currency }: Posting) => [
  source,
  destination,
  amount,
  currency,
];

const requestHash = ({ id, kind, postings, reference }: NewTransfer): string =>
  sha256([id, kind, postings.map(postingFacts), reference]);

/** The hash that a transfer's own fields give: differs from its `contentHash` once it was tampered with. */
export const contentHashOf = (transfer: Omit<Transfer, 'contentHash'>): string =>
  sha256([requestHash(transfer), transfer.requestHash, transfer.createdAt.toISOString()]);

/**
 * Makes the transfer that will be stored: every system account becomes its shard of that number.
 * @param added postings that follow from where accounts stand, beside those asked for
 * @throws Error on what no caller may ask for: no posting, an amount that is not a whole number above zero,
 *   source and destination being one. That is our own bug, not bad input.
 */
export function prepareTransfer(
  given: NewTransfer,
  shard: number,
  createdAt: Date,
  added: readonly Posting[] = [],
): Transfer {
  if (given.postings.length === 0) throw new Error(`transfer ${given.id} moves nothing`);
  const postings = [...given.postings, ...added].map(({ source, destination, amount, currency }): Posting => {
    if (!Number.isSafeInteger(amount) || amount <= 0 || source === destination) {
      throw new Error(`transfer ${given.id} has an impossible posting`);
    }
    return {
      source: accountId(source, currency, shard),
      destination: accountId(destination, currency, shard),
      amount,
      currency,
    };
  });
  const { id, kind, reference } = given;
  const transfer = { id, kind, reference, postings, createdAt, requestHash: requestHash(given) };
  return { ...transfer, contentHash: contentHashOf(transfer) };
}

/**
 * Where a stored transfer differs from one asked for under the same id: `postings.0.amount`. Undefined when
 * it is the same one. Shards do not count, whichever was free was taken; nor do postings that were added.
 */
export function firstTransferMismatch(stored: Transfer, given: NewTransfer): string | undefined {
  if (requestHash(given) === stored.requestHash) return undefined;
  if (stored.kind !== given.kind) return 'kind';
  if (stored.reference !== given.reference) return 'reference';
  for (const [index, posting] of given.postings.entries()) {
    const other = stored.postings[index];
    if (!other) return 'postings';
    const named: Posting = {
      ...other,
      source: parseAccountId(other.source).name,
      destination: parseAccountId(other.destination).name,
    };
    for (const field of ['source', 'destination', 'amount', 'currency'] as const) {
      if (named[field] !== posting[field]) return `postings.${index}.${field}`;
    }
  }
  return 'postings';
}

/** What a transfer does to each account, by account id: below zero gives, above zero receives. */
export function deltasOf(postings: readonly Posting[]): Map<string, number> {
  const deltas = new Map<string, number>();
  const change = (id: string, by: number) => deltas.set(id, (deltas.get(id) ?? 0) + by);
  for (const { source, destination, amount } of postings) {
    change(source, -amount);
    change(destination, amount);
  }
  return deltas;
}
