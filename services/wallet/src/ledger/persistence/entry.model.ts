import { defineModel, documentSchema, instant, minorUnits, text } from '@chowk/runtime/mongo';
import { isSpendable } from '../domain/account.ts';
import { entryId, type Entry } from '../domain/entry.ts';
import type { TransferKind } from '../domain/transfer.ts';

export interface EntryDocument extends Entry {
  /** `entryId`: in the order of (account, number), so that a page of a list is a range of ids. */
  _id: string;
  /** Of entries that people list by type: a page of such a list is a range of these. */
  kindKey?: string;
}

/**
 * `<account>#<kind>#<number>`, of spendable accounts only: nobody lists others by type. One key and not an index
 * of three fields: one entry of a payment's four is in it, and not every engine reads three fields in order.
 */
export const kindKeyOf = ({
  account,
  kind,
  seq,
}: Pick<Entry, 'account' | 'kind' | 'seq'>): { kindKey?: string } =>
  isSpendable(account) ? { kindKey: entryId(kindPrefix(account, kind), seq) } : {};

/** What the keys of an account's entries of a kind begin with; it can be used like an account's id. */
export const kindPrefix = (account: string, kind: TransferKind): string => `${account}#${kind}`;

export const entryModel = defineModel(
  'LedgerEntry',
  documentSchema<EntryDocument>('ledger_entries', {
    _id: text,
    account: text,
    seq: minorUnits,
    transferId: text,
    transferHash: text,
    kind: text,
    reference: text,
    delta: minorUnits,
    balanceBefore: minorUnits,
    balanceAfter: minorUnits,
    createdAt: instant,
    // Empty on an account's first entry, which `required` would refuse.
    prevHash: { type: String, default: '' },
    hash: text,
    kindKey: String,
  })
    .index({ transferId: 1 })
    .index({ kindKey: 1 }, { partialFilterExpression: { kindKey: { $exists: true } } }),
);
