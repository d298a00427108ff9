import { defineModel, documentSchema, instant, minorUnits, text } from '@chowk/runtime/mongo';
import type { Posting, TransferKind } from '../domain/transfer.ts';

export interface TransferDocument {
  _id: string;
  kind: TransferKind;
  postings: Posting[];
  reference: string;
  createdAt: Date;
  requestHash: string;
  contentHash: string;
}

export const transferModel = defineModel(
  'LedgerTransfer',
  documentSchema<TransferDocument>('ledger_transfers', {
    _id: text,
    kind: text,
    postings: [{ _id: false, source: text, destination: text, amount: minorUnits, currency: text }],
    reference: text,
    createdAt: instant,
    requestHash: text,
    contentHash: text,
  }),
);
