import { AppError } from '@chowk/contracts/errors';
import type { Tx } from '@chowk/messaging';
import type { Process } from './domain/process.ts';
import { replay } from './domain/transitions.ts';
import type { AttentionPosition, ProcessStore } from './ports.ts';

/** Tries against others who change the same process. */
const TRIES = 5;

/** What people can do about processes that need attention; changes are made in a transaction where one is given. */
export interface ProcessAdmin {
  /** Longest waiting first. `after` is where the page before ended. */
  list(query: {
    type?: string | undefined;
    after?: AttentionPosition | undefined;
    limit: number;
  }): Promise<Process[]>;
  /** How many of each type. */
  count(): Promise<Array<{ type: string; count: number }>>;
  /**
   * Tries what was parked again, all its tries before it; the sweep takes it up.
   * @throws AppError NOT_FOUND, ILLEGAL_TRANSITION when it needs no attention
   */
  resume(id: string, tx?: Tx): Promise<Process>;
  /**
   * Ends it as it is: somebody has settled by other means what it could not.
   * @throws AppError NOT_FOUND, ILLEGAL_TRANSITION when it needs no attention
   */
  abandon(id: string, by: { note: string; by: string }, tx?: Tx): Promise<Process>;
}

/** @param deps.onResumed when what was resumed can be taken up: a runner of this process may look at once */
export function createProcessAdmin(deps: { store: ProcessStore; onResumed?(): void }): ProcessAdmin {
  const { store } = deps;
  const change = async (
    id: string,
    to: (process: Process, now: Date) => Process,
    tx?: Tx,
  ): Promise<Process> => {
    for (let tries = 0; tries < TRIES; tries++) {
      const process = await store.find(id, tx);
      if (!process) throw new AppError('NOT_FOUND');
      if (process.state !== 'needs-attention') {
        throw new AppError('ILLEGAL_TRANSITION', {
          message: `A process that is ${process.state} needs no attention.`,
        });
      }
      const changed = to(process, await store.time());
      if (await store.record(changed, process.holder, tx))
        return { ...changed, version: process.version + 1 };
    }
    throw new AppError('PRECONDITION_FAILED');
  };
  return {
    list: (query) => store.listAttention(query),
    count: () => store.countAttention(),
    async resume(id, tx) {
      const process = await change(id, replay, tx);
      if (tx) tx.session.once('ended', () => deps.onResumed?.());
      else deps.onResumed?.();
      return process;
    },
    abandon: (id, abandoned, tx) =>
      change(id, (process, now) => ({ ...process, state: 'abandoned', abandoned, updatedAt: now }), tx),
  };
}
