import type { Outbox, Tx } from '@chowk/messaging';
import { newId } from '@chowk/runtime/ids';
import { PeriodicTask, StoreClock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { BoundProcess } from '../binding.ts';
import { processId, takesSignals, type Process, type ProcessData, type Signal } from '../domain/process.ts';
import type { ProcessStore } from '../ports.ts';
import { Drives, type Outcome } from './drives.ts';
import type { DriveDeps, DriveSettings } from './held-process.ts';
import { newProcess } from './new-process.ts';

export interface RunnerSettings extends DriveSettings {
  /** Pause in ms between two looks for processes that nobody works on. */
  sweepMs: number;
  /** Processes from sweeps that one runner works on at a time. */
  sweepBatch: number;
}

interface RunnerOptions {
  store: ProcessStore;
  outbox: Pick<Outbox, 'transact'>;
  /** Every process that this service declares. */
  processes: readonly BoundProcess[];
  settings: RunnerSettings;
  logger: Logger;
  /** Name of the service. */
  service: string;
  /** In the transaction that parks a process, of whatever type, beside the process's own hook. */
  onNeedsAttention?(process: Process, tx: Tx): void;
}

/** What came of a signal: it is recorded; it came after the process turned back or was over; there is no process. */
export type SignalOutcome = { kind: 'told' } | { kind: 'late'; process: Process } | { kind: 'unknown' };

/**
 * Drives processes to their end. Whoever drives holds a lease in the process itself and renews it; when a
 * runner dies, the sweep of any other takes its processes over once their leases have ended. The lease saves
 * work, it does not keep the books: every record is conditional on version and holder, and every call may be
 * repeated, so two who drive at once would merely ask twice.
 */
export class ProcessRunner {
  readonly #processes: ReadonlyMap<string, BoundProcess>;
  readonly #clock: StoreClock;
  readonly #settings: RunnerSettings;
  readonly #deps: DriveDeps;
  readonly #drives: Drives;
  readonly #stopping = new AbortController();
  readonly #logger: Logger;
  #sweeper: PeriodicTask | undefined;
  #swept = 0;

  constructor(options: RunnerOptions) {
    const { store, outbox, processes, settings, logger, service, onNeedsAttention } = options;
    this.#processes = new Map(processes.map((bound) => [bound.definition.type, bound]));
    const clock = new StoreClock(() => store.time());
    this.#clock = clock;
    this.#settings = settings;
    this.#logger = logger;
    this.#deps = {
      store,
      transact: (work) => outbox.transact(work),
      now: () => clock.now(),
      settings,
      logger,
      service,
      holder: newId('rpl'),
      stopping: this.#stopping.signal,
      onNeedsAttention,
    };
    this.#drives = new Drives(this.#deps);
  }

  /** Asks the store for its time, and sweeps from then on. Processes are started only after that. */
  async startSweeping(): Promise<void> {
    await this.#clock.sync();
    this.#sweeper = new PeriodicTask({
      name: 'processes',
      everyMs: this.#settings.sweepMs,
      run: (signal) => this.#sweep(signal),
      logger: this.#logger,
    });
  }

  /**
   * Records a process in the transaction of its cause, held by this runner; `run` drives it once that has
   * committed. Rejects with a duplicate key (E11000) when the subject has one of this type already.
   */
  async start<Subject, Data extends ProcessData>(
    bound: BoundProcess<Subject, Data>,
    { subject, data }: { subject: string; data: Data },
    tx: Tx,
  ): Promise<Process<Data>> {
    const process = newProcess(
      bound,
      { subject, data },
      {
        now: this.#clock.now(),
        holder: this.#deps.holder,
        leaseMs: this.#settings.leaseMs,
      },
    );
    await this.#deps.store.insert(process, tx);
    return process;
  }

  /**
   * Records a process in the transaction of its cause; the runner takes it up by itself once that has committed.
   * A subject that has one of this type already keeps it.
   */
  async schedule<Subject, Data extends ProcessData>(
    bound: BoundProcess<Subject, Data>,
    { subject, data }: { subject: string; data: Data },
    tx: Tx,
  ): Promise<void> {
    const { store } = this.#deps;
    if (await store.find(processId(bound.definition.type, subject), tx)) return;
    const free = { now: this.#clock.now(), holder: null, leaseMs: 0 };
    await store.insert(newProcess(bound, { subject, data }, free), tx);
    this.#takeOverAfter(tx, bound, subject);
  }

  /**
   * Drives a process that this runner has started. Gives it once it is over or needs attention, and undefined
   * when it rests or somebody else has it. Never rejects.
   * @param subject spares the first load
   */
  run<Subject, Data extends ProcessData>(
    bound: BoundProcess<Subject, Data>,
    process: Process<Data>,
    subject?: Subject,
  ): Promise<Outcome<Subject, Data> | undefined> {
    return this.#drives.drive(bound, process.id, async () => process, subject);
  }

  /** Takes a process over, if nobody holds it, and drives it, with the outcome of `run`. Never rejects. */
  takeOver<Subject, Data extends ProcessData>(
    bound: BoundProcess<Subject, Data>,
    subject: string,
  ): Promise<Outcome<Subject, Data> | undefined> {
    const id = processId(bound.definition.type, subject);
    return this.#drives.drive(bound, id, () => {
      const now = this.#clock.now();
      const dueAt = new Date(now.getTime() + this.#settings.leaseMs);
      return this.#deps.store.takeOver(id, this.#deps.holder, dueAt, now);
    });
  }

  /** A process as it is now: from memory while this runner drives it. */
  async find<Subject, Data extends ProcessData>(
    bound: BoundProcess<Subject, Data>,
    subject: string,
  ): Promise<Process<Data> | undefined> {
    const id = processId(bound.definition.type, subject);
    const process = this.#drives.find(id) ?? (await this.#deps.store.find(id));
    // What has this id was started with this data.
    return process as Process<Data> | undefined;
  }

  /**
   * Tells a process of an event, in the consumer's transaction, and takes it up once that has committed. A
   * signal that comes before the step that waits for it is remembered; one that comes after the process has
   * turned back or is over is given to its `onLateSignal`.
   * @throws Error when it has been given more signals than a process bears
   */
  async resume(
    type: string,
    subject: string,
    signal: Pick<Signal, 'name'> & Partial<Pick<Signal, 'data'>>,
    tx: Tx,
  ): Promise<SignalOutcome> {
    const { store } = this.#deps;
    const bound = this.#processes.get(type);
    if (!bound) throw new Error(`there is no process ${type}`);
    const id = processId(type, subject);
    const told: Signal = { data: {}, ...signal, at: this.#clock.now() };
    if (await store.signal(id, told, tx)) {
      this.#takeOverAfter(tx, bound, subject);
      return { kind: 'told' };
    }
    const process = await store.find(id, tx);
    if (!process) return { kind: 'unknown' };
    if (takesSignals(process)) throw new Error(`process ${id} has been given too many signals`);
    await bound.onLateSignal?.(process, told, tx);
    return { kind: 'late', process };
  }

  /** Takes up nothing new, releases what rests, and resolves when what is under way has been recorded. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#sweeper?.stop();
    await this.#drives.ended();
  }

  /** A session ends after its transaction; was that not committed, there is nothing to take up. */
  #takeOverAfter(tx: Tx, bound: BoundProcess, subject: string): void {
    tx.session.once('ended', () => void this.takeOver(bound, subject));
  }

  async #sweep(signal: AbortSignal): Promise<void> {
    await this.#clock.sync();
    const room = this.#settings.sweepBatch - this.#swept;
    if (room <= 0) return;
    const due = await this.#deps.store.due([...this.#processes.keys()], this.#clock.now(), room);
    for (const { type, subject } of due) {
      if (signal.aborted) return;
      this.#swept += 1;
      void this.takeOver(this.#processes.get(type)!, subject).finally(() => (this.#swept -= 1));
    }
  }
}
