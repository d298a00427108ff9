import { setTimeout as sleep } from 'node:timers/promises';
import { EVENTS, type Envelope, type EventData, type EventName } from '@chowk/contracts/events';
import { failpoint } from '@chowk/runtime/failpoints';
import { newId } from '@chowk/runtime/ids';
import type { Logger } from '@chowk/runtime/log';
import { currentRequest, traceHeaders, withoutRequestEnd } from '@chowk/runtime/telemetry';
import type { ClientSession, Collection, Connection } from 'mongoose';
import type { Bus } from '../bus/bus.ts';
import { ScheduledJobs, type JobDeclaration, type JobRequest, type JobScheduler } from './scheduled-jobs.ts';

/** A transaction of the service's database, and the events that become true with it. */
export interface Tx {
  readonly session: ClientSession;
  /** Says a fact. It leaves when, and only when, the transaction commits. `subject` is what it is about. */
  emit<Name extends EventName>(name: Name, subject: string, data: EventData<Name>): void;
  /**
   * Plans work that happens when, and only when, the transaction commits. An unfinished job of the same type
   * and key is replaced, whether it waits, runs or needs attention; see @chowk/jobs.
   */
  schedule<Input>(request: JobRequest<Input>): void;
  /** Takes an unfinished job back, in this transaction. Without one nothing happens. */
  unschedule(job: Pick<JobDeclaration<never>, 'type'>, key: string): void;
}

interface OutboxRow {
  _id: string;
  envelope: Envelope;
  createdAt: Date;
  /** Until then the process that wrote or claimed the row publishes it; afterwards anybody may. */
  leaseUntil: Date;
}

const LEASE_MS = 5_000;
const SWEEP_MS = 1_000;
const BATCH = 100;

/** Collection that createOutbox works on; make it in the first migration with `createOutboxCollection`. */
const COLLECTION = 'outbox';

export async function createOutboxCollection(connection: Connection): Promise<void> {
  await connection.createCollection(COLLECTION);
  await connection.collection(COLLECTION).createIndex({ leaseUntil: 1 });
}

/**
 * Transactional outbox (https://microservices.io/patterns/data/transactional-outbox.html). Events are rows
 * written in the transaction of their cause. Right after commit this process publishes them in commit
 * order and deletes them on the broker's confirm; rows whose process died are published by whichever
 * replica sweeps next. So every event arrives at least once; consumers de-duplicate (see the inbox).
 */
export class Outbox {
  readonly #connection: Connection;
  readonly #rows: Collection<OutboxRow>;
  readonly #bus: Bus;
  readonly #source: string;
  readonly #logger: Logger;
  readonly #pending: OutboxRow[] = [];
  #publishing: Promise<void> | undefined;
  #stopping = new AbortController();
  readonly #sweeping: Promise<void>;
  /** Set by the job queue of this process; without one a transaction cannot schedule. */
  scheduler: JobScheduler | undefined;

  constructor(options: { connection: Connection; bus: Bus; source: string; logger: Logger }) {
    this.#connection = options.connection;
    this.#rows = options.connection.collection<OutboxRow>(COLLECTION);
    this.#bus = options.bus;
    this.#source = options.source;
    this.#logger = options.logger;
    this.#sweeping = this.#sweepUntilStopped();
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
          emit: (name, subject, data) => rows.push(this.#row(name, subject, data)),
          schedule: (request) => jobs.schedule(request),
          unschedule: (job, key) => jobs.unschedule(job, key),
        });
        if (rows.length > 0) await this.#rows.insertMany(rows, { session });
        await jobs.write(session);
        return outcome;
      });
      jobs.committed();
      if (rows.length > 0) {
        await failpoint(`${this.#source}.outbox.committed`);
        this.#publishSoon(rows);
      }
      return result;
    } finally {
      await session.endSession();
    }
  }

  /** Publishes what is waiting and stops sweeping. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#sweeping;
    await this.#publishing;
  }

  #row<Name extends EventName>(name: Name, subject: string, data: EventData<Name>): OutboxRow {
    const now = new Date();
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
        time: now.toISOString(),
        datacontenttype: 'application/json',
        ...(trace !== undefined && { traceparent: trace }),
        ...(requestId !== undefined && { requestid: requestId }),
        data: schema.parse(data),
      },
    };
  }

  #publishSoon(rows: OutboxRow[]): void {
    this.#pending.push(...rows);
    // For the events of others, too, who come while it runs.
    this.#publishing ??= withoutRequestEnd(() => this.#publishPending()).finally(
      () => (this.#publishing = undefined),
    );
  }

  async #publishPending(): Promise<void> {
    while (this.#pending.length > 0) {
      const batch = this.#pending.splice(0, BATCH);
      try {
        await this.#publish(batch);
      } catch (err) {
        // The rows are safe in the database: the sweep publishes them once their lease is over.
        this.#logger.warn({ err, events: batch.length }, 'events could not be published, will try again');
      }
    }
  }

  async #publish(rows: OutboxRow[]): Promise<void> {
    await this.#bus.publish(rows.map((row) => row.envelope));
    await failpoint(`${this.#source}.outbox.published`);
    await this.#rows.deleteMany({ _id: { $in: rows.map((row) => row._id) } });
    for (const { envelope } of rows) {
      const traceId = envelope.traceparent?.split('-')[1];
      this.#logger.info(
        {
          event: envelope.type,
          eventId: envelope.id,
          subject: envelope.subject,
          traceId,
          requestId: envelope.requestid,
        },
        'event published',
      );
    }
  }

  async #sweepUntilStopped(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await sleep(SWEEP_MS * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
      if (signal.aborted || !this.#bus.connected) continue;
      try {
        await this.#sweep();
      } catch (err) {
        this.#logger.warn({ err }, 'outbox sweep failed, will try again');
      }
    }
  }

  /** Publishes rows that nobody else is publishing, oldest first. */
  async #sweep(): Promise<void> {
    for (;;) {
      const now = new Date();
      const free = await this.#rows
        .find({ leaseUntil: { $lte: now } })
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray();
      if (free.length === 0) return;
      const leaseUntil = new Date(now.getTime() + LEASE_MS);
      const claimed: OutboxRow[] = [];
      for (const row of free) {
        const claim = await this.#rows.updateOne(
          { _id: row._id, leaseUntil: row.leaseUntil },
          { $set: { leaseUntil } },
        );
        if (claim.modifiedCount === 1) claimed.push(row);
      }
      await this.#publish(claimed);
    }
  }
}
