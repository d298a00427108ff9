import { defineModel, documentSchema, instant, minorUnits, text } from '@chowk/runtime/mongo';

/** Up to where an account was found sound. */
export interface HeadDocument {
  /** The account. */
  _id: string;
  balance: number;
  entryCount: number;
  lastHash: string;
  verifiedAt: Date;
}

export const headModel = defineModel(
  'LedgerHead',
  documentSchema<HeadDocument>('ledger_heads', {
    _id: text,
    balance: minorUnits,
    entryCount: minorUnits,
    // Empty for an account without entries, which `required` would refuse.
    lastHash: { type: String, default: '' },
    verifiedAt: instant,
  }),
);
