import { defineModel, documentSchema, minorUnits, text } from '@chowk/runtime/mongo';
import type { Volumes } from '../domain/entry.ts';

export interface AccountDocument {
  _id: string;
  balance: number;
  entryCount: number;
  /** Empty ahead of the first entry, which `required` would refuse. */
  lastHash: string;
  /** Volumes by kind of transfer. */
  turnover: Volumes;
}

export const accountModel = defineModel(
  'LedgerAccount',
  documentSchema<AccountDocument>('ledger_accounts', {
    _id: text,
    balance: minorUnits,
    entryCount: minorUnits,
    lastHash: { type: String, default: '' },
    turnover: { type: Object, default: {} },
  }),
);
