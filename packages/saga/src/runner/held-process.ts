import type { Tx } from '@chowk/messaging';
import { failpoint } from '@chowk/runtime/failpoints';
import { withHeartbeat } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { BoundProcess, StepContext } from '../binding.ts';
import type { RetryPolicy } from '../domain/judge.ts';
import { isLive, type Process, type ProcessData } from '../domain/process.ts';
import type { ProcessStore } from '../ports.ts';

export interface DriveSettings extends RetryPolicy {
  /** A holder without a sign of life for so many ms is replaced. */
  leaseMs: number;
}

export interface DriveDeps {
  store: ProcessStore;
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The store's time. */
  now(): Date;
  settings: DriveSettings;
  logger: Logger;
  /** Name of the service, for failpoints. */
  service: string;
  /** Name of this runner in leases. */
  holder: string;
  stopping: AbortSignal;
  /** A process has been let go of, and is to be taken up at an instant. */
  onRest(until: Date): void;
  onNeedsAttention?: ((process: Process, tx: Tx) => void) | undefined;
}

/** `reloaded`: somebody changed it meanwhile, and it is still ours, or over. `lost`: somebody else has it. */
type RecordOutcome = 'recorded' | 'reloaded' | 'lost';

/** The record met another version or holder; the transaction it stood in is rolled back. */
class ProcessLost extends Error {}

/**
 * A process in the hands of its holder. Changes are kept in memory and recorded by one conditional update of
 * version and holder, which renews the lease; who finds that it has changed starts again from what is stored.
 */
export class HeldProcess<Subject, Data extends ProcessData> {
  process: Process<Data>;
  subject: Subject | undefined;
  /** Whether there are changes that are not recorded. */
  dirty = false;
  readonly #bound: BoundProcess<Subject, Data>;
  readonly #deps: DriveDeps;
  /** Failpoints to pass once what is in memory has been recorded, and those to pass now. */
  #unrecorded: string[] = [];
  #recordedPoints: string[] = [];

  constructor(
    bound: BoundProcess<Subject, Data>,
    process: Process<Data>,
    subject: Subject | undefined,
    deps: DriveDeps,
  ) {
    this.#bound = bound;
    this.process = process;
    this.subject = subject;
    this.#deps = deps;
  }

  async load(): Promise<Subject> {
    return (this.subject ??= await this.#bound.load(this.process.subject));
  }

  async context(signalName?: string): Promise<StepContext<Subject, Data>> {
    const subject = await this.load();
    const signal = this.process.signals.findLast(({ name }) => name === signalName);
    return { process: this.process, subject, signal, now: this.#deps.now() };
  }

  /** Changes the process in memory. */
  apply(process: Process, failpointName?: string): void {
    // The transitions change nothing of the data but by what a step of this process gave.
    this.process = process as Process<Data>;
    this.dirty = true;
    if (failpointName !== undefined) this.#unrecorded.push(failpointName);
  }

  /** Records what is in memory. */
  async record(process: Process = this.process): Promise<RecordOutcome> {
    const next = this.#held(process);
    if (!(await this.#deps.store.record(next, this.#deps.holder))) return this.#reloadIfOwned();
    this.#recorded(next);
    return 'recorded';
  }

  /** Records it in a transaction with an effect, or not at all. Rethrows what the effect throws. */
  async transact(
    effect: (tx: Tx) => Promise<{ process: Process; subject?: Subject | undefined }>,
    failpointName: string,
  ): Promise<RecordOutcome> {
    try {
      const { process, subject } = await this.#deps.transact(async (tx) => {
        const outcome = await effect(tx);
        const next = this.#held(outcome.process);
        if (!(await this.#deps.store.record(next, this.#deps.holder, tx))) throw new ProcessLost();
        return { process: next, subject: outcome.subject };
      });
      if (subject !== undefined) this.subject = subject;
      this.#unrecorded.push(failpointName);
      this.#recorded(process);
      return 'recorded';
    } catch (error) {
      if (error instanceof ProcessLost) return this.#reloadIfOwned();
      throw error;
    }
  }

  /** Records it and lets go of it: anybody may take it up from `until` on. True when it has changed and is still ours. */
  async releaseLease(until: Date): Promise<boolean> {
    const next = { ...this.process, holder: null, dueAt: until, updatedAt: this.#deps.now() };
    if (!(await this.#deps.store.record(next, this.#deps.holder))) {
      return (await this.#reloadIfOwned()) === 'reloaded';
    }
    this.#recorded(next);
    this.#deps.onRest(until);
    return false;
  }

  /**
   * Renews the lease while something takes its time outside the database. A renewal beside a transaction on the
   * same process would wait for that transaction on a connection which the transaction may need to get on:
   * enough of them, and the pool stands still.
   */
  keeping<T>(work: () => Promise<T>): Promise<T> {
    const { store, holder, settings, logger } = this.#deps;
    const { id } = this.process;
    return withHeartbeat(
      {
        everyMs: settings.leaseMs / 3,
        renew: () => store.renew(id, holder, this.#leaseEnd()),
        // Without any renewal the lease ends and somebody takes the process over.
        onMissed: (err) => logger.warn({ err, process: id }, 'lease not renewed'),
      },
      work,
    );
  }

  /** Passes the failpoints of what has been recorded since the last time. */
  async passFailpoints(): Promise<void> {
    for (const name of this.#recordedPoints.splice(0)) await failpoint(name);
  }

  #leaseEnd(): Date {
    return new Date(this.#deps.now().getTime() + this.#deps.settings.leaseMs);
  }

  #held(process: Process): Process {
    const holder = isLive(process.state) ? this.#deps.holder : null;
    return { ...process, holder, dueAt: this.#leaseEnd(), updatedAt: this.#deps.now() };
  }

  #recorded(stored: Process): void {
    this.process = { ...(stored as Process<Data>), version: stored.version + 1 };
    this.dirty = false;
    this.#recordedPoints.push(...this.#unrecorded.splice(0));
  }

  async #reloadIfOwned(): Promise<RecordOutcome> {
    const stored = await this.#deps.store.find(this.process.id);
    this.subject = undefined;
    this.dirty = false;
    this.#unrecorded = [];
    if (!stored || (stored.holder !== this.#deps.holder && isLive(stored.state))) return 'lost';
    this.process = stored as Process<Data>;
    return 'reloaded';
  }
}
