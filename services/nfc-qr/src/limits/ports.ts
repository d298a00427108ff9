/** What is limited: messages to an owner, forms left at a code. */
export type LimitKind = 'contact' | 'lead';

export interface Limits {
  /**
   * Takes one of the places that a caller has at a code in the running window. Claims with the same
   * `claimId` share one place, so that a repeated request is not refused.
   * @throws AppError RATE_LIMITED with the seconds until the next window.
   */
  claim(kind: LimitKind, claim: { code: string; caller: string; claimId: string }, now: Date): Promise<void>;
}
