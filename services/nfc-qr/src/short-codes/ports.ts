import type { Tx } from '@chowk/messaging';
import type { Code, Target } from './domain/code.ts';

export interface CodeSigner {
  /** A new code signed with the ring's first key. */
  issue(): string;
  /** Needs no database, and the same time for everything that is not ours. */
  isOurs(code: string): boolean;
  /** What the printed image says. */
  urlOf(code: string): string;
}

export interface CodeRepository {
  /** Rejects with a duplicate key error when the code exists. */
  insert(code: Pick<Code, 'code' | 'target' | 'ownerUserId'>, at: Date, tx: Tx): Promise<void>;
  find(code: string): Promise<Code | undefined>;
  disableOfTarget(target: Target, at: Date, tx: Tx): Promise<void>;
}
