import type { Tx } from '@chowk/messaging';
import type { Process, Signal } from './domain/process.ts';

/** Where a page of processes ended: oldest first by `at`, then by id. */
export interface AttentionPosition {
  at: Date;
  id: string;
}

/** Processes at rest. Every change is one conditional update of one document. */
export interface ProcessStore {
  /** The store's own time, which all instants are of. */
  time(): Promise<Date>;
  /** Rejects with a duplicate key (E11000) when the subject has a process of this type already. */
  insert(process: Process, tx: Tx): Promise<void>;
  find(id: string, tx?: Tx): Promise<Process | undefined>;
  /**
   * Puts a process in the place of what was read, one version on. False when somebody changed it meanwhile, or
   * `holder` does not hold it any more.
   */
  record(process: Process, holder: string | null, tx?: Tx): Promise<boolean>;
  /** Takes a live process that nobody holds at `now`; undefined when there is none to take. */
  takeOver(id: string, holder: string, dueAt: Date, now: Date): Promise<Process | undefined>;
  /** Keeps a process for its holder until `dueAt`; false when it has been taken over. */
  renew(id: string, holder: string, dueAt: Date): Promise<boolean>;
  /** Live processes of these types that nobody holds at `until`, unless they are recorded again; longest waiting first. */
  due(
    types: readonly string[],
    until: Date,
    limit: number,
  ): Promise<Array<Pick<Process, 'type' | 'subject' | 'dueAt'>>>;
  /**
   * Adds a signal and lets whoever comes first take the process up. False when the process is over, has turned
   * back, is not there, or has been given more signals than a process bears.
   */
  signal(id: string, signal: Signal, tx: Tx): Promise<boolean>;
  /** Processes that need attention, longest waiting first. */
  listAttention(query: {
    type?: string | undefined;
    after?: AttentionPosition | undefined;
    limit: number;
  }): Promise<Process[]>;
  countAttention(): Promise<Array<{ type: string; count: number }>>;
}
