import { Schema, type Connection } from 'mongoose';
import type { SmsAttempt } from '../ports.ts';

export interface SmsRow {
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

export interface MailboxRow {
  /** Our id of the message, so that a message sent twice is shown once. */
  _id: string;
  channel: 'sms';
  to: string;
  body: string;
  at: Date;
}

const SMS_KEEP_S = 30 * 24 * 3600;
const MAILBOX_KEEP_S = 24 * 3600;

const smsSchema = new Schema<SmsRow>(
  {
    _id: { type: String, required: true },
    requestId: { type: String, required: true, unique: true },
    maskedTo: { type: String, required: true },
    language: { type: String, required: true },
    state: { type: String, required: true },
    leaseUntil: { type: Date, required: true },
    attempts: [{ _id: false, driver: String, at: Date, ms: Number, error: String }],
    createdAt: { type: Date, required: true },
  },
  { versionKey: false },
);
smsSchema.index({ createdAt: 1 }, { expireAfterSeconds: SMS_KEEP_S });

const mailboxSchema = new Schema<MailboxRow>(
  {
    _id: { type: String, required: true },
    channel: { type: String, required: true },
    to: { type: String, required: true },
    body: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false },
);
mailboxSchema.index({ to: 1, _id: -1 });
mailboxSchema.index({ at: 1 }, { expireAfterSeconds: MAILBOX_KEEP_S });

export const smsModel = (connection: Connection) =>
  connection.model<SmsRow>('Sms', smsSchema, 'sms_messages', { overwriteModels: true });

export const mailboxModel = (connection: Connection) =>
  connection.model<MailboxRow>('MailboxMessage', mailboxSchema, 'mailbox_messages', {
    overwriteModels: true,
  });
