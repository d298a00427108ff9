import type { Stores } from '@chowk/devstack';
import type { Outcome } from './outcome.ts';

/** What a suite gets. */
export interface BenchContext {
  stores: Stores;
  /** Another checkout of Chowk that is measured in the same run. */
  against: string | undefined;
  /** Tells of a step, one line at a time. */
  progress: (line: string) => void;
}

export type Suite = (context: BenchContext) => Promise<Outcome>;
