import { defineModel, documentSchema, instant, minorUnits, text } from '@chowk/runtime/mongo';
import type { UnmatchedDecision, UnmatchedMoney } from '../domain/unmatched-money.ts';

export interface UnmatchedDocument extends Omit<UnmatchedMoney, 'id' | 'amount'> {
  _id: string;
  amount: number;
  currency: string;
}

export const unmatchedModel = defineModel(
  'UnmatchedMoney',
  documentSchema<UnmatchedDocument>('unmatched_money', {
    _id: text,
    provider: text,
    providerPaymentId: text,
    paymentId: text,
    userId: text,
    reason: text,
    amount: minorUnits,
    currency: text,
    left: minorUnits,
    status: text,
    createdAt: instant,
    updatedAt: instant,
  }).index({ status: 1, createdAt: 1, _id: 1 }),
);

export interface UnmatchedDecisionDocument extends Omit<UnmatchedDecision, 'id'> {
  _id: string;
}

export const unmatchedDecisionModel = defineModel(
  'UnmatchedDecision',
  documentSchema<UnmatchedDecisionDocument>('unmatched_decisions', {
    _id: text,
    unmatchedId: text,
    action: text,
    by: text,
    note: text,
    at: instant,
  }).index({ unmatchedId: 1, at: 1 }),
);
