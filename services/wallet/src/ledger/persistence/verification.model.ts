import { defineModel, documentSchema, instant, text } from '@chowk/runtime/mongo';
import type { Verification } from '../domain/verification.ts';

export interface VerificationDocument extends Omit<Verification, 'id'> {
  _id: string;
  /** On the one that runs: there is only one. */
  live?: true;
}

const KEEP_DAYS = 400;

export const verificationModel = defineModel(
  'LedgerVerification',
  documentSchema<VerificationDocument>('ledger_verifications', {
    _id: text,
    mode: text,
    state: text,
    by: text,
    startedAt: instant,
    progressAt: instant,
    endedAt: Date,
    progress: { type: Object, required: true },
    report: Object,
    live: Boolean,
  })
    .index({ live: 1 }, { unique: true, partialFilterExpression: { live: { $exists: true } } })
    .index({ endedAt: 1 }, { expireAfterSeconds: KEEP_DAYS * 24 * 3_600 }),
);
