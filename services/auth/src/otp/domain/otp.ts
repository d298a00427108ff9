/** Why a code is asked for; a code for one purpose is worth nothing for another. */
type OtpPurpose = 'sign-in';

/** What a code is bound to: all three must be the same when it comes back. */
export interface OtpBinding {
  sessionId: string;
  /** E.164 */
  phone: string;
  purpose: OtpPurpose;
}

/** Whether one more send is within every rule. */
export type SendDecision =
  | { allowed: true; /** The last send that the hourly total allows. */ totalReached: boolean }
  | { allowed: false; retryAfterMs: number };

export type GuessDecision =
  { outcome: 'right' } | { outcome: 'wrong' } | { outcome: 'too-many'; retryAfterMs: number };
