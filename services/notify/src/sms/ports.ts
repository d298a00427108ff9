/** A way to send an SMS. */
export interface SmsDriver {
  readonly name: string;
  /** Resolves when the provider took it. @throws SmsRefused when no further try can help; other errors may pass. */
  send(message: { to: string; body: string; reference: string }): Promise<void>;
}

/** The provider took a look and said no: the number, the text or our account is wrong. */
export class SmsRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SmsRefused';
  }
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

/** Remembers messages by the request that asked for them. The text is not kept: it holds a code. */
export interface SmsLog {
  claim(requestId: string, facts: { to: string; language: string; leaseMs: number }): Promise<SmsClaim>;
  record(messageId: string, attempt: SmsAttempt): Promise<void>;
  /** Gives up for now; the same request may try again. */
  giveUp(messageId: string): Promise<void>;
}

/** A message as the development mailbox shows it. */
export interface MailboxMessage {
  id: string;
  channel: 'sms';
  to: string;
  body: string;
  at: string;
}

export interface Mailbox {
  /** Newest first. */
  list(filter: { to?: string | undefined; limit: number }): Promise<MailboxMessage[]>;
}
