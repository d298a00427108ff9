/** The provider took a look and said no: the number, the text or our account is wrong. */
export class SmsRejectedError extends Error {
  override readonly name = 'SmsRejectedError';
}

/** One try of a message. */
export interface SmsAttempt {
  driver: string;
  at: Date;
  ms: number;
  /** Left out when the provider took it. Never holds the number or the text. */
  error?: string;
}

/** What the sender of a message finds: his to send, sent already, or being sent by another. */
export type SmsClaim = { state: 'ours' | 'sent'; messageId: string } | { state: 'busy' };

/** A message as the development mailbox shows it. */
export interface MailboxMessage {
  id: string;
  channel: 'sms';
  to: string;
  body: string;
  at: string;
}
