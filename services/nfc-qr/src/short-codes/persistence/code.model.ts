import { defineModel, documentSchema, instant, text } from '@chowk/runtime/mongo';
import type { Target } from '../domain/code.ts';

export interface CodeDocument {
  _id: string;
  /** `'car'` on what a replica of the release before targets wrote; then `targetId` has the id. */
  target: Target | 'car';
  /** Where replicas of that release look for the id; goes with the migration after 0002. */
  targetId: string;
  ownerUserId: string;
  disabledAt?: Date | null;
  expiresAt?: Date | null;
  createdAt: Date;
}

const codeSchema = documentSchema<CodeDocument>('codes', {
  _id: text,
  target: { kind: text, id: text },
  targetId: text,
  ownerUserId: text,
  disabledAt: Date,
  expiresAt: Date,
  createdAt: instant,
});
codeSchema.index({ 'target.id': 1 });

export const codeModel = defineModel('Code', codeSchema);
