import { Schema, type Connection, type Model } from 'mongoose';
import { ownModel } from '../../store/own-model.ts';
import type { Turnover } from '../ports.ts';
import type { TransferKind, Posting } from '../domain/transfer.ts';
import type { HoldState } from '../domain/hold.ts';

export interface AccountRow {
  _id: string;
  balance: number;
  entryCount: number;
  lastHash: string;
  turnover: Turnover;
}

export interface TransferRow {
  _id: string;
  kind: TransferKind;
  postings: Posting[];
  reference: string;
  createdAt: Date;
  requestHash: string;
  contentHash: string;
}

export interface EntryRow {
  /** `<account>#<number>` */
  _id: string;
  account: string;
  seq: number;
  transferId: string;
  transferHash: string;
  kind: TransferKind;
  reference: string;
  delta: number;
  balanceBefore: number;
  balanceAfter: number;
  createdAt: Date;
  prevHash: string;
  hash: string;
}

export interface HoldRow {
  _id: string;
  userId: string;
  amount: number;
  currency: string;
  reference: string;
  state: HoldState;
  expiresAt: Date;
  createdAt: Date;
}

const text = { type: String, required: true } as const;
// The first entry's hash before it is an empty text, which mongoose's `required` refuses.
const hash = { type: String, default: '' } as const;
const minorUnits = { type: Number, required: true, validate: Number.isSafeInteger } as const;
const instant = { type: Date, required: true } as const;
const settings = { versionKey: false, minimize: false } as const;

export const accountModel = (connection: Connection): Model<AccountRow> =>
  ownModel<AccountRow>(
    connection,
    'LedgerAccount',
    new Schema<AccountRow>(
      {
        _id: text,
        balance: minorUnits,
        entryCount: minorUnits,
        lastHash: hash,
        turnover: { type: Object, default: {} },
      },
      { ...settings, collection: 'ledger_accounts' },
    ),
  );

export const transferModel = (connection: Connection): Model<TransferRow> =>
  ownModel<TransferRow>(
    connection,
    'LedgerTransfer',
    new Schema<TransferRow>(
      {
        _id: text,
        kind: text,
        postings: [{ _id: false, source: text, destination: text, amount: minorUnits, currency: text }],
        reference: text,
        createdAt: instant,
        requestHash: text,
        contentHash: text,
      },
      { ...settings, collection: 'ledger_transfers' },
    ),
  );

export const entryModel = (connection: Connection): Model<EntryRow> =>
  ownModel<EntryRow>(
    connection,
    'LedgerEntry',
    new Schema<EntryRow>(
      {
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
        prevHash: hash,
        hash: text,
      },
      { ...settings, collection: 'ledger_entries' },
    )
      // Unique: no two entries can take the same place in an account's chain.
      .index({ account: 1, seq: 1 }, { unique: true })
      .index({ transferId: 1 }),
  );

export const holdModel = (connection: Connection): Model<HoldRow> =>
  ownModel<HoldRow>(
    connection,
    'LedgerHold',
    new Schema<HoldRow>(
      {
        _id: text,
        userId: text,
        amount: minorUnits,
        currency: text,
        reference: text,
        state: text,
        expiresAt: instant,
        createdAt: instant,
      },
      { ...settings, collection: 'ledger_holds' },
    ).index({ state: 1, expiresAt: 1 }),
  );
