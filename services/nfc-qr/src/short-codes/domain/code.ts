/** What a code leads to. A car today; a profile, a shop or a link is one more kind. */
export interface Target {
  kind: 'car';
  id: string;
}

/** A printed code and what it leads to. */
export interface Code {
  code: string;
  target: Target;
  ownerUserId: string;
  /** Since then it answers "no longer in use". */
  disabledAt: Date | undefined;
  /** From then on it answers "no longer in use". */
  expiresAt: Date | undefined;
}
