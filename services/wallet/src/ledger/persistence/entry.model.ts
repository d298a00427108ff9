import { defineModel, documentSchema, instant, minorUnits, text } from '@chowk/runtime/mongo';
import type { Entry } from '../domain/entry.ts';

export interface EntryDocument extends Entry {
  /** `<account>#<number>` */
  _id: string;
}

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
  })
    // Unique: no two entries can take the same place in an account's chain.
    .index({ account: 1, seq: 1 }, { unique: true })
    .index({ transferId: 1 }),
);
