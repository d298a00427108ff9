import type { Tx } from '@chowk/messaging';
import {
  isBeforeCommit,
  type CompensationOf,
  type ProcessDefinition,
  type ProcessTable,
  type StepOf,
} from './domain/definition.ts';
import type { Process, ProcessData, ProcessFailure, Signal } from './domain/process.ts';

/** What a step gets. `subject` is as the step before left it, or freshly loaded. */
export interface StepContext<Subject, Data extends ProcessData = ProcessData> {
  readonly process: Process<Data>;
  readonly subject: Subject;
  /** The last signal of the kind that the step waits for. */
  readonly signal: Signal | undefined;
  /** The store's time. */
  readonly now: Date;
}

/** A step that is done: the subject as it is now, if the step changed it, and facts to keep. */
interface StepDone<Subject, Data> {
  subject?: Subject;
  data?: Partial<Data>;
}

/** A step that is not done: it is run again when a signal comes, or at `until`. */
export interface Wait {
  readonly wait: { readonly until?: Date };
}

/** What a step answers that waits. Without `until` it waits for a signal up to its deadline. */
export const wait = (options: { until?: Date } = {}): Wait => ({ wait: options });

export type StepResult<Subject, Data> = StepDone<Subject, Data> | Wait | void;

/** May be repeated with the same effect. Throws AppError where it is refused. */
type CallHandler<Subject, Data extends ProcessData> = (
  context: StepContext<Subject, Data>,
) => Promise<StepResult<Subject, Data>>;
/** Database work on `tx.session` only, run again on a write conflict. */
type TransactionHandler<Subject, Data extends ProcessData> = (
  context: StepContext<Subject, Data>,
  tx: Tx,
) => Promise<StepDone<Subject, Data> | void>;

/** By when a step must be done, and the refusal that the process turns back with if it is not. */
interface Deadline {
  /** Since the process was started. */
  afterMs: number;
  error(): Error;
}

/** What the steps of a table do. A name that the table does not have, or one left out, does not compile. */
export interface ProcessHandlers<Table extends ProcessTable, Subject, Data extends ProcessData> {
  /** Reads what the process is about. */
  load(subject: string): Promise<Subject>;
  steps: {
    [Name in StepOf<Table>['name']]: Extract<StepOf<Table>, { name: Name }> extends { kind: 'transaction' }
      ? TransactionHandler<Subject, Data>
      : CallHandler<Subject, Data>;
  };
  compensations: { [Name in CompensationOf<Table>]: CallHandler<Subject, Data> };
  deadlines?: { [Name in StepOf<Table>['name']]?: Deadline };
  /** How long in ms outages before the commit point are waited out, from the start or the end of a wait. */
  budgetMs?: number;
  /** In the transaction that turns the process back. */
  onCompensating?(
    context: StepContext<Subject, Data>,
    failure: ProcessFailure,
    tx: Tx,
  ): Promise<StepDone<Subject, Data> | void>;
  /** In the transaction that parks the process. */
  onNeedsAttention?(process: Process<Data>, tx: Tx): Promise<void>;
  /** A signal that comes after the process has turned back or is over, in the transaction that brings it. */
  onLateSignal?(process: Process<Data>, signal: Signal, tx: Tx): Promise<void>;
}

/**
 * A process as a runner carries it out. Its functions are declared as methods on purpose: a runner keeps
 * processes of different subjects in one list, and gives each only what its own `load` gave.
 */
export interface BoundProcess<Subject = unknown, Data extends ProcessData = ProcessData> {
  readonly definition: ProcessDefinition;
  readonly deadlines: Readonly<Record<string, Deadline>>;
  readonly budgetMs: number | undefined;
  load(subject: string): Promise<Subject>;
  call(name: string, context: StepContext<Subject, Data>): Promise<StepResult<Subject, Data>>;
  transaction(
    name: string,
    context: StepContext<Subject, Data>,
    tx: Tx,
  ): Promise<StepDone<Subject, Data> | void>;
  onCompensating?(
    context: StepContext<Subject, Data>,
    failure: ProcessFailure,
    tx: Tx,
  ): Promise<StepDone<Subject, Data> | void>;
  onNeedsAttention?(process: Process<Data>, tx: Tx): Promise<void>;
  onLateSignal?(process: Process<Data>, signal: Signal, tx: Tx): Promise<void>;
}

/**
 * Binds a table to what its steps do.
 * @throws Error when a step that waits has no end, or a deadline stands where the process cannot turn back
 */
export function bindProcess<Table extends ProcessTable, Subject, Data extends ProcessData = ProcessData>(
  definition: ProcessDefinition<Table>,
  handlers: ProcessHandlers<Table, Subject, Data>,
): BoundProcess<Subject, Data> {
  const { load, steps, compensations, deadlines = {}, budgetMs, ...hooks } = handlers;
  const ends: Record<string, Deadline> = deadlines;
  for (const name of Object.keys(ends)) {
    if (!isBeforeCommit(definition, name)) {
      throw new Error(`process ${definition.type}: ${name} has a deadline and no way back`);
    }
  }
  const endless = definition.stages
    .flat()
    .find(({ name, waitsFor }) => waitsFor !== undefined && !ends[name]);
  if (endless) throw new Error(`process ${definition.type}: ${endless.name} waits without an end`);

  // The mapped types above have a handler for every name of the table; the runner asks for no other.
  const calls = { ...steps, ...compensations } as Record<string, CallHandler<Subject, Data>>;
  const transactions = steps as unknown as Record<string, TransactionHandler<Subject, Data>>;
  return {
    definition,
    deadlines: ends,
    budgetMs,
    load,
    call: (name, context) => calls[name]!(context),
    transaction: (name, context, tx) => transactions[name]!(context, tx),
    ...hooks,
  };
}
