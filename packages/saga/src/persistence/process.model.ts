import { defineModel, documentSchema } from '@chowk/runtime/mongo';
import { Schema } from 'mongoose';
import type { Process } from '../domain/process.ts';

export interface ProcessDocument extends Omit<Process, 'id'> {
  _id: string;
  /** Whether the sweep looks after it; keeps the sweep's index as small as the work at hand. */
  live: boolean;
  /** Set when it is over; then it is forgotten. */
  expiresAt?: Date;
}

const { Mixed } = Schema.Types;

// Written whole, by the driver and from typed values: the schema is there for the collection and its indexes.
const processSchema = documentSchema<ProcessDocument>('processes', {
  _id: { type: String, required: true },
  type: { type: String, required: true },
  subject: { type: String, required: true },
  state: { type: String, required: true },
  live: { type: Boolean, required: true },
  version: { type: Number, required: true },
  steps: Mixed,
  signals: { type: [Mixed] } as never,
  data: Mixed,
  holder: String,
  dueAt: { type: Date, required: true },
  retryDeadline: Date,
  deadlines: Mixed,
  failure: Mixed,
  requestId: String,
  traceparent: String,
  createdAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
  attentionAt: Date,
  abandoned: Mixed,
  expiresAt: Date,
});
processSchema.index({ dueAt: 1 }, { partialFilterExpression: { live: true } });
processSchema.index({ attentionAt: 1, _id: 1 }, { partialFilterExpression: { state: 'needs-attention' } });
processSchema.index(
  { expiresAt: 1 },
  { expireAfterSeconds: 0, partialFilterExpression: { expiresAt: { $exists: true } } },
);

/** The collection of a service's processes; list it among those of the capability that has them. */
export const processModel = defineModel('Process', processSchema);
