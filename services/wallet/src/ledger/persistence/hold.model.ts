import { defineModel, documentSchema, instant, minorUnits, text } from '@chowk/runtime/mongo';
import type { HoldState } from '../domain/hold.ts';

export interface HoldDocument {
  _id: string;
  userId: string;
  amount: number;
  currency: string;
  reference: string;
  state: HoldState;
  expiresAt: Date;
  createdAt: Date;
  /** Of one that timed out and could not be released: how often that failed, and when to try again. */
  releaseTries?: number;
  retryAt?: Date;
}

export const holdModel = defineModel(
  'LedgerHold',
  documentSchema<HoldDocument>('ledger_holds', {
    _id: text,
    userId: text,
    amount: minorUnits,
    currency: text,
    reference: text,
    state: text,
    expiresAt: instant,
    createdAt: instant,
    releaseTries: Number,
    retryAt: Date,
  })
    .index({ state: 1, expiresAt: 1 })
    .index({ userId: 1 }, { partialFilterExpression: { state: 'held' } }),
);
