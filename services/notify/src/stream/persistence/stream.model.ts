import { defineModel, documentSchema } from '@chowk/runtime/mongo';
import { Schema } from 'mongoose';
import type { NewStreamEvent } from '../domain/stream-event.ts';

export interface StreamDocument {
  /** User id. */
  _id: string;
  lastSeq: number;
  /** Lines of the inbox that are unread; missing while there was never one. */
  unread?: number;
}

export interface StreamEventDocument {
  /** streamKey: unique, and the order of a person's events is the order of the ids. */
  _id: string;
  eventId: string;
  name: NewStreamEvent['name'];
  data: NewStreamEvent['data'];
  at: Date;
  /** The database deletes the row some time after this. */
  expiresAt: Date;
  traceparent?: string;
  requestId?: string;
}

const streamSchema = documentSchema<StreamDocument>('streams', {
  _id: { type: String, required: true },
  lastSeq: { type: Number, required: true },
  unread: Number,
});

const streamEventSchema = documentSchema<StreamEventDocument>('stream_events', {
  _id: { type: String, required: true },
  eventId: { type: String, required: true },
  name: { type: String, required: true },
  data: { type: Schema.Types.Mixed, required: true },
  at: { type: Date, required: true },
  expiresAt: { type: Date, required: true },
  traceparent: String,
  requestId: String,
});
streamEventSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const streamModel = defineModel('Stream', streamSchema);
export const streamEventModel = defineModel('StreamEvent', streamEventSchema);
