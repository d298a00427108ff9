import { defineModel, documentSchema } from '@chowk/runtime/mongo';
import type { SmsAttempt } from '../domain/sms.ts';

export interface SmsDocument {
  _id: string;
  requestId: string;
  /** All but the last two digits hidden. */
  maskedTo: string;
  language: string;
  state: 'sending' | 'sent' | 'failed';
  /** Until then the process that claimed the message sends it; afterwards anybody may. */
  leaseUntil: Date;
  attempts: SmsAttempt[];
  createdAt: Date;
}

export interface MailboxDocument {
  /** Our id of the message, so that a message sent twice is shown once. */
  _id: string;
  channel: 'sms';
  to: string;
  body: string;
  at: Date;
}

const SMS_KEEP_SECONDS = 30 * 24 * 3600;
const MAILBOX_KEEP_SECONDS = 24 * 3600;

const smsSchema = documentSchema<SmsDocument>('sms_messages', {
  _id: { type: String, required: true },
  requestId: { type: String, required: true, unique: true },
  maskedTo: { type: String, required: true },
  language: { type: String, required: true },
  state: { type: String, required: true },
  leaseUntil: { type: Date, required: true },
  attempts: [{ _id: false, driver: String, at: Date, ms: Number, error: String }],
  createdAt: { type: Date, required: true },
});
smsSchema.index({ createdAt: 1 }, { expireAfterSeconds: SMS_KEEP_SECONDS });

const mailboxSchema = documentSchema<MailboxDocument>('mailbox_messages', {
  _id: { type: String, required: true },
  channel: { type: String, required: true },
  to: { type: String, required: true },
  body: { type: String, required: true },
  at: { type: Date, required: true },
});
mailboxSchema.index({ to: 1, _id: -1 });
mailboxSchema.index({ at: 1 }, { expireAfterSeconds: MAILBOX_KEEP_SECONDS });

export const smsModel = defineModel('Sms', smsSchema);
export const mailboxModel = defineModel('MailboxMessage', mailboxSchema);
