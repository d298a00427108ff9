import type { SendRule } from './domain/send-limits.ts';

/** Why a code is asked for; a code for one purpose is worth nothing for another. */
type OtpPurpose = 'sign-in';

/** What a code is bound to: all three must be the same when it comes back. */
export interface OtpBinding {
  sessionId: string;
  /** E.164 */
  phone: string;
  purpose: OtpPurpose;
}

type SendDecision =
  | { allowed: true; /** The last send that the hourly total allows. */ totalReached: boolean }
  | { allowed: false; retryAfterMs: number };

type GuessDecision =
  { outcome: 'right' } | { outcome: 'wrong' } | { outcome: 'too-many'; retryAfterMs: number };

/** One-time codes and their counts. Each method is one atomic decision, also among replicas. */
export interface OneTimeCodes {
  /** A keyed digest to count a phone under, so that the store holds no phone. */
  digest(phone: string): string;
  /** Counts a send if every rule allows it, else nothing. */
  reserveSend(sendId: string, rules: readonly SendRule[]): Promise<SendDecision>;
  /** Takes a send back that did not happen, from every subject but the total. */
  releaseSend(sendId: string, rules: readonly SendRule[]): Promise<void>;
  keep(binding: OtpBinding, code: string, ttlSeconds: number): Promise<void>;
  discard(binding: OtpBinding): Promise<void>;
  /** The newest session of a phone, for clients that do not keep it. */
  latestSession(phone: string, purpose: OtpPurpose): Promise<string | undefined>;
  /** Uses the code up if it is right; counts a wrong guess against the phone. */
  consume(binding: OtpBinding, code: string, guessesPerHour: number): Promise<GuessDecision>;
}

/** Sends a code to a phone. */
export interface CodeSender {
  /** Safe to repeat with the same request id. Rejects when it is not known to have been taken. */
  send(message: {
    requestId: string;
    phone: string;
    code: string;
    expiresInSeconds: number;
    language: string;
  }): Promise<void>;
}
