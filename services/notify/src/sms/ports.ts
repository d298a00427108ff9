import type { MailboxMessage, SmsAttempt, SmsClaim } from './domain/sms.ts';

/** A way to send an SMS. */
export interface SmsDriver {
  readonly name: string;
  /**
   * Resolves when the provider took it.
   * @throws SmsRejectedError when no further try can help; other errors may pass.
   */
  send(message: { to: string; body: string; reference: string }): Promise<void>;
}

/** Remembers messages by the request that asked for them. The text is not kept: it holds a code. */
export interface SmsLogRepository {
  claim(requestId: string, facts: { to: string; language: string; leaseMs: number }): Promise<SmsClaim>;
  record(messageId: string, attempt: SmsAttempt): Promise<void>;
  /** Gives up for now; the same request may try again. */
  markFailed(messageId: string): Promise<void>;
}

/** Messages kept for developers instead of being sent. */
export interface MailboxRepository {
  /** Newest first. */
  list(filter: { to?: string | undefined; limit: number }): Promise<MailboxMessage[]>;
}
