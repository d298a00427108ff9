import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@chowk/contracts/errors';
import type { Tx } from '@chowk/messaging';
import { createLogger, type Logger } from '@chowk/runtime/log';
import { createCollections } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import {
  bindProcess,
  createProcessRepository,
  defineProcess,
  processModel,
  ProcessRunner,
  wait,
  type BoundProcess,
  type StepContext,
} from '../src/index.ts';

/** A process with a step of every kind. */
export const TRIP = defineProcess({
  type: 'trip',
  steps: [
    { name: 'book-hotel', kind: 'call', compensate: 'cancel-hotel' },
    { name: 'hold-money', kind: 'call', compensate: 'release-money' },
    { name: 'await-visa', kind: 'call', waitsFor: 'visa' },
    { name: 'confirm', kind: 'transaction' },
    [
      { name: 'capture-money', kind: 'call', compensate: 'refund-money', replaces: 'release-money' },
      { name: 'print-ticket', kind: 'call', compensate: 'shred-ticket' },
    ],
    { name: 'undo', kind: 'transaction', onSignal: 'called-off' },
  ],
  commitPoint: 'confirm',
});
/** A process that never turns back. */
const REFUND = defineProcess({
  type: 'refund',
  steps: [
    [
      { name: 'pay-back', kind: 'call' },
      { name: 'free-seat', kind: 'call' },
    ],
  ],
});

export type TripData = {
  /** The step that is refused, for this trip. */
  refused?: string;
  /** Whether it waits for a visa. */
  visa?: boolean;
};
export interface TripDocument {
  _id: string;
  status: 'pending' | 'confirmed' | 'cancelled';
  confirmed: number;
  cancelled: number;
  undone: number;
  attention: number;
  late: string[];
}
interface EffectDocument {
  _id: string;
  trip: string;
  name: string;
  calls: number;
}

/** What can go wrong with a step, beside what a trip's own data says. */
export type Faults = Map<string, { error?: () => Error; times?: number; slowMs?: number }>;

const SETTINGS = {
  ...{ leaseMs: 600, sweepMs: 40, sweepBatch: 20, maxRefusals: 3, maxOutageMs: 60_000 },
  backoff: { firstMs: 5, maxMs: 50 },
};
export type TripSettings = typeof SETTINGS & { visaMs: number; budgetMs: number };

/** A runner of trips and refunds whose effects, like the processes, are in one database for all who run it. */
export async function openTrips(
  connection: Connection,
  options: Partial<TripSettings> & { faults?: Faults; logger?: Logger } = {},
) {
  const { faults = new Map() as Faults, visaMs = 60_000, budgetMs = 300, ...settings } = options;
  const effects = connection.collection<EffectDocument>('effects');
  const trips = connection.collection<TripDocument>('trips');
  const logger = options.logger ?? createLogger({ service: 'test', level: 'silent', pretty: false });

  const transact = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    const session = await connection.startSession();
    const refuse = (): never => {
      throw new Error('trips emit and schedule nothing');
    };
    const tx: Tx = { session, emit: refuse, schedule: refuse, unschedule: refuse };
    try {
      return await session.withTransaction(() => work(tx));
    } finally {
      await session.endSession();
    }
  };

  type Context = StepContext<TripDocument, TripData>;
  const strike = async (name: string): Promise<void> => {
    const fault = faults.get(name);
    if (fault?.slowMs) await sleep(fault.slowMs);
    if (fault?.error && (fault.times === undefined || fault.times-- > 0)) throw fault.error();
  };
  const call =
    (name: string) =>
    async ({ subject, process }: Context): Promise<void> => {
      await strike(name);
      if (process.data.refused === name) throw new AppError('OUT_OF_STOCK');
      const own = { trip: subject._id, name };
      await effects.updateOne(
        { _id: `${subject._id}:${name}` },
        { $inc: { calls: 1 }, $setOnInsert: own },
        { upsert: true },
      );
    };
  const load = async (id: string): Promise<TripDocument> => (await trips.findOne({ _id: id }))!;
  const update = (id: string, change: object, tx: Tx) =>
    trips.findOneAndUpdate({ _id: id }, change, { session: tx.session, returnDocument: 'after' });

  const refund: BoundProcess<TripDocument, TripData> = bindProcess<
    typeof REFUND.table,
    TripDocument,
    TripData
  >(REFUND, {
    load,
    steps: { 'pay-back': call('pay-back'), 'free-seat': call('free-seat') },
    compensations: {},
  });
  const trip = bindProcess<typeof TRIP.table, TripDocument, TripData>(TRIP, {
    load,
    budgetMs,
    deadlines: { 'await-visa': { afterMs: visaMs, error: () => new AppError('ORDER_FAILED') } },
    steps: {
      'book-hotel': call('book-hotel'),
      'hold-money': call('hold-money'),
      'await-visa': async ({ process, signal }) => {
        if (!process.data.visa) return undefined;
        if (!signal) return wait();
        if (signal.data.granted !== true) throw new AppError('PAYMENT_CLOSED');
        return { data: { visa: false } };
      },
      confirm: async ({ subject, process }, tx) => {
        if (process.data.refused === 'confirm') throw new AppError('OUT_OF_STOCK');
        const change = { $set: { status: 'confirmed' as const }, $inc: { confirmed: 1 } };
        return { subject: (await update(subject._id, change, tx))! };
      },
      'capture-money': call('capture-money'),
      'print-ticket': call('print-ticket'),
      undo: async ({ subject }, tx) => {
        await update(subject._id, { $inc: { undone: 1 } }, tx);
        await runner.schedule(refund, { subject: subject._id, data: {} }, tx);
      },
    },
    compensations: {
      'cancel-hotel': call('cancel-hotel'),
      'release-money': call('release-money'),
      'refund-money': call('refund-money'),
      'shred-ticket': call('shred-ticket'),
    },
    async onCompensating({ subject }, _failure, tx) {
      await strike('turn-back');
      const change = { $set: { status: 'cancelled' as const }, $inc: { cancelled: 1 } };
      return { subject: (await update(subject._id, change, tx))! };
    },
    async onNeedsAttention({ subject }, tx) {
      await update(subject, { $inc: { attention: 1 } }, tx);
    },
    async onLateSignal({ subject }, { name }, tx) {
      await update(subject, { $push: { late: name } }, tx);
    },
  });
  const store = createProcessRepository(connection);
  const runner = new ProcessRunner({
    ...{ store, outbox: { transact }, processes: [trip, refund], logger, service: 'test' },
    settings: { ...SETTINGS, ...settings },
  });
  await runner.startSweeping();

  const insert = (id: string, tx: Tx) =>
    trips.insertOne(
      { _id: id, status: 'pending', confirmed: 0, cancelled: 0, undone: 0, attention: 0, late: [] },
      { session: tx.session },
    );
  return {
    ...{ runner, store, trip, refund, transact, trips, effects },

    /** Starts a trip in the transaction that makes it, and drives it. */
    async begin(id: string, data: TripData = {}) {
      const process = await transact(async (tx) => {
        await insert(id, tx);
        return runner.start(trip, { subject: id, data }, tx);
      });
      return runner.run(trip, process);
    },
    /** Starts a trip that nobody drives yet. */
    abandon: (id: string, data: TripData = {}) =>
      transact(async (tx) => {
        await insert(id, tx);
        await runner.start(trip, { subject: id, data }, tx);
      }),
    tell: (id: string, name: string, data: Record<string, unknown> = {}) =>
      transact((tx) => runner.resume('trip', id, { name, data }, tx)),
    processOf: (id: string) => store.find(`trip:${id}`),
    /** How often each step of a trip had its effect called for. */
    async callsOf(id: string): Promise<Record<string, number>> {
      const found = await effects.find({ trip: id }).toArray();
      return Object.fromEntries(found.map(({ name, calls }) => [name, calls]));
    },
  };
}
export type Trips = Awaited<ReturnType<typeof openTrips>>;

/** Collections are made ahead because a transaction should not be the one to create them. */
export async function createTripCollections(connection: Connection): Promise<void> {
  await createCollections([processModel(connection)]);
  await connection.createCollection('trips');
  await connection.createCollection('effects');
}
