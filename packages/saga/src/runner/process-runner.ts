import type { Outbox, Tx } from '@chowk/messaging';
import { newId } from '@chowk/runtime/ids';
import { StoreClock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { BoundProcess } from '../binding.ts';
import { processId, takesSignals, type Process, type ProcessData, type Signal } from '../domain/process.ts';
import type { ProcessStore } from '../ports.ts';
import { Drives, type Outcome } from './drives.ts';
import type { DriveDeps, DriveSettings } from './held-process.ts';
import { newProcess } from './new-process.ts';
import { AHEAD, Sweeper } from './sweeper.ts';

export interface RunnerSettings extends DriveSettings {
  /**
   * Longest pause in ms between two looks for processes that nobody works on: a replica may have died over one
   * that no other has seen. What is known to come due is looked for then.
   */
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
  #sweeper: Sweeper | undefined;
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
      onRest: (until) => this.#sweeper?.lookAt(until),
      onNeedsAttention,
    };
    this.#drives = new Drives(this.#deps);
  }

  /** Asks the store for its time, and sweeps from then on. Processes are started only after that. */
  async startSweeping(): Promise<void> {
    await this.#clock.sync();
    const { sweepMs, leaseMs } = this.#settings;
    this.#sweeper = new Sweeper({
      everyMs: sweepMs,
      look: (signal) => this.#sweep(signal),
      now: () => this.#clock.now(),
      logger: this.#logger,
    });
    // By then the leases have ended of whoever this process has come in the place of.
    this.#sweeper.lookAt(new Date(this.#clock.now().getTime() + Math.min(leaseMs, sweepMs)));
  }

  /** Looks now for processes that nobody works on. */
  wake(): void {
    this.#sweeper?.wake();
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
    tx.session.once('ended', () => {
      // One that was about to rest while it was told has not seen it: it is due now.
      void this.takeOver(bound, subject).then((outcome) => outcome ?? this.wake());
    });
  }

  /** Gives when the next process comes due, of those that do so soon. */
  async #sweep(signal: AbortSignal): Promise<Date | undefined> {
    await this.#clock.sync();
    const { sweepBatch, sweepMs } = this.#settings;
    const room = sweepBatch - this.#swept;
    if (room <= 0) return undefined;
    const now = this.#clock.now();
    const soon = new Date(now.getTime() + AHEAD * sweepMs);
    const found = await this.#deps.store.due([...this.#processes.keys()], soon, room + 1);
    const due = found.filter(({ dueAt }) => dueAt <= now).slice(0, room);
    for (const { type, subject } of due) {
      if (signal.aborted) return undefined;
      void this.#takeUp(this.#processes.get(type)!, subject);
    }
    return found[due.length]?.dueAt;
  }

  async #takeUp(bound: BoundProcess, subject: string): Promise<void> {
    this.#swept += 1;
    await this.takeOver(bound, subject);
    const wasFull = this.#swept-- >= this.#settings.sweepBatch;
    if (wasFull) this.wake();
  }
}
