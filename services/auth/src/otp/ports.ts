import type { GuessDecision, OtpBinding, SendDecision } from './domain/otp.ts';
import type { PhoneDigests, SendRule } from './domain/send-limits.ts';

/** One-time codes and their counts. Each method is one atomic decision, also among replicas. */
export interface OtpRepository {
  /**
   * Keyed digests to count a phone under, so that the store holds no phone: the current one, then those that
   * it had under older secrets.
   */
  digests(phone: string): PhoneDigests;
  /** Counts a send if every rule allows it, else nothing. */
  countSend(sendId: string, rules: readonly SendRule[]): Promise<SendDecision>;
  /** Gives a send back that did not happen, to every subject but the total. */
  refundSend(sendId: string, rules: readonly SendRule[]): Promise<void>;
  store(binding: OtpBinding, code: string, ttlSeconds: number): Promise<void>;
  discard(binding: OtpBinding): Promise<void>;
  /** The newest session of a phone, for clients that do not keep it. */
  findLatestSession(phone: string, purpose: OtpBinding['purpose']): Promise<string | undefined>;
  /** Uses the code up if it is right; counts a wrong guess against the phone. */
  consume(binding: OtpBinding, code: string, guessesPerHour: number): Promise<GuessDecision>;
}
