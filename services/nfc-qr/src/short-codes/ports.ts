import type { Tx } from '@chowk/messaging';

/** What a printed code leads to. */
export interface Code {
  code: string;
  target: 'car';
  targetId: string;
  ownerUserId: string;
  /** Since then it answers "no longer in use". */
  disabledAt: Date | undefined;
  /** From then on it answers "no longer in use". */
  expiresAt: Date | undefined;
}

export interface CodeSigner {
  /** A new code signed with the ring's first key. */
  issue(): string;
  /** Needs no database, and the same time for everything that is not ours. */
  isOurs(code: string): boolean;
  /** What the printed image says. */
  urlOf(code: string): string;
}

export interface Codes {
  /** Rejects with a duplicate key error when the code exists. */
  add(code: Pick<Code, 'code' | 'targetId' | 'ownerUserId'>, tx: Tx): Promise<void>;
  find(code: string): Promise<Code | undefined>;
  disableOfTarget(targetId: string, at: Date, tx: Tx): Promise<void>;
}
