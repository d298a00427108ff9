import { EVENTS, type EmittedData, type EventName, type VersionedEventName } from '@chowk/contracts/events';
import { failpoint } from '@chowk/runtime/failpoints';
import { newId } from '@chowk/runtime/ids';
import type { Logger } from '@chowk/runtime/log';
import { currentRequest, traceHeaders } from '@chowk/runtime/telemetry';
import { systemClock, type Clock } from '@chowk/runtime/lifecycle';
import type { ClientSession, Connection } from 'mongoose';
import type { Bus } from '../bus/bus.ts';
import { createOutboxRepository, type OutboxRepository, type OutboxRow } from './outbox.repository.ts';
import { LEASE_MS, Relay } from './relay.ts';
import { ScheduledJobs, type JobDeclaration, type JobRequest, type JobScheduler } from './scheduled-jobs.ts';

/** What is said of the subject beside the facts: its version, of events that carry one. */
type AboutSubject<Name extends EventName> = Name extends VersionedEventName
  ? [about: { version: number }]
  : [];

/** A transaction of the service's database, and the events that become true with it. */
export interface Tx {
  readonly session: ClientSession;
  /**
   * Says a fact. It leaves when, and only when, the transaction commits. `subject` is what it is about, and
   * `version` the one that the transaction gives it: positive, and higher than any before.
   */
  emit<Name extends EventName>(
    name: Name,
    subject: string,
    data: EmittedData<Name>,
    ...about: AboutSubject<Name>
  ): void;
  /**
   * Plans work that happens when, and only when, the transaction commits. An unfinished job of the same type
   * and key is replaced, whether it waits, runs or needs attention; see @chowk/jobs.
   */
  schedule<Input>(request: JobRequest<Input>): void;
  /** Takes an unfinished job back, in this transaction. Without one nothing happens. */
  unschedule(job: Pick<JobDeclaration<never>, 'type'>, key: string): void;
}

/**
 * Transactional outbox (https://microservices.io/patterns/data/transactional-outbox.html). Events are rows
 * written in the transaction of their cause. Right after commit this process publishes them, and deletes them
 * soon after the broker's confirm; rows whose process died, or that the broker did not take, are published by
 * whichever replica sweeps next. So every event arrives at least once, and not always in order; consumers de-duplicate
 * and look at versions (see the inbox).
 */
export class Outbox {
  readonly #connection: Connection;
  readonly #rows: OutboxRepository;
  readonly #relay: Relay;
  readonly #source: string;
  readonly #clock: Clock;
  /** Set by the job queue of this process; without one a transaction cannot schedule. */
  scheduler: JobScheduler | undefined;

  constructor(options: {
    connection: Connection;
    bus: Bus;
    source: string;
    logger: Logger;
    /** Judges leases; that of the store where replicas' own clocks may differ. */
    clock?: Clock;
    /** Events that wait in memory to be published; what comes on top is left to the sweep. */
    maxPending?: number;
    /** Pause in ms between two sweeps while nothing is known of rows that others left; 10 s unless said. */
    sweepMs?: number;
  }) {
    const { connection, bus, source, logger, clock = systemClock } = options;
    const { maxPending = 1_000, sweepMs = 10_000 } = options;
    this.#connection = connection;
    this.#source = source;
    this.#clock = clock;
    this.#rows = createOutboxRepository(connection, clock);
    this.#relay = new Relay({ rows: this.#rows, bus, source, logger, clock, maxPending, sweepMs });
  }

  /** Events of this process that wait in memory to be published. */
  get pendingCount(): number {
    return this.#relay.pendingCount;
  }

  /**
   * Runs work in a transaction and publishes what it emitted. On a write conflict the work runs again from
   * the start, so it must do nothing but database work on `tx.session`: no network call.
   * Rethrows what the work threw, after rolling back.
   */
  async transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    let rows: OutboxRow[] = [];
    let jobs = new ScheduledJobs(this.scheduler);
    const session = await this.#connection.startSession();
    try {
      const result = await session.withTransaction(async () => {
        rows = [];
        jobs = new ScheduledJobs(this.scheduler);
        const outcome = await work({
          session,
          emit: (name, subject, data, ...[about]: [about?: { version: number }]) =>
            rows.push(this.#row(name, subject, data, about?.version)),
          schedule: (request) => jobs.schedule(request),
          unschedule: (job, key) => jobs.unschedule(job, key),
        });
        if (rows.length > 0) await this.#rows.insert(rows, session);
        await jobs.write(session);
        return outcome;
      });
      jobs.committed();
      if (rows.length > 0) {
        await failpoint(`${this.#source}.outbox.committed`);
        this.#relay.publishSoon(rows);
      }
      return result;
    } finally {
      await session.endSession();
    }
  }

  /** Publishes what is waiting, for 5 s at the most, and stops sweeping. */
  stop(): Promise<void> {
    return this.#relay.stop();
  }

  #row<Name extends EventName>(
    name: Name,
    subject: string,
    data: EmittedData<Name>,
    version: number | undefined,
  ): OutboxRow {
    const now = this.#clock();
    const { type, schema } = EVENTS[name];
    const id = newId('evt');
    const trace = traceHeaders().traceparent;
    const requestId = currentRequest()?.requestId;
    return {
      _id: id,
      createdAt: now,
      leaseUntil: new Date(now.getTime() + LEASE_MS),
      envelope: {
        specversion: '1.0',
        id,
        source: this.#source,
        type,
        subject,
        ...(version !== undefined && { subjectversion: subjectVersion(name, version) }),
        time: now.toISOString(),
        datacontenttype: 'application/json',
        ...(trace !== undefined && { traceparent: trace }),
        ...(requestId !== undefined && { requestid: requestId }),
        data: schema.parse(data),
      },
    };
  }
}

/** @throws TypeError for what is no version: it would lock newer ones out, or be refused by every consumer */
function subjectVersion(name: EventName, version: number): number {
  if (!Number.isSafeInteger(version) || version < 1)
    throw new TypeError(`${name}: a version is a positive integer, not ${version}`);
  return version;
}
