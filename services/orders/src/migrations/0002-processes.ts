import type { Migration } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';

/** The saga as orders carried it before checkouts became processes of their own. */
interface LegacySaga {
  step: string;
  working: boolean;
  attempts: number;
  leaseUntil: Date;
  giveUpAt: Date;
  confirmBy: Date;
  failure?: { code: string; message: string; details?: Array<Record<string, unknown>>; refused: boolean };
  requestId?: string;
  traceparent?: string;
}
interface LegacyOrder {
  _id: string;
  status: string;
  placedAt?: Date;
  createdAt: Date;
  saga?: LegacySaga;
}

const FORWARD = ['reserve-stock', 'authorise-payment', 'confirm', 'capture-payment', 'commit-stock'];
/** The steps of the process that stand for those of the saga, in their order. */
const STEPS = [
  ['reserve-stock'],
  ['authorize-payment', 'await-payment'],
  ['confirm'],
  ['capture-payment'],
  ['commit-stock'],
];
/** What was still to be taken back at a step of the way back, in the saga's order: money before stock. */
const BACK: Record<string, { done: string[]; pending: string[] }> = {
  'void-payment': { done: [], pending: ['void-payment', 'release-stock'] },
  'release-stock': { done: ['void-payment'], pending: ['release-stock'] },
  'refund-payment': { done: [], pending: ['refund-payment', 'restock'] },
  restock: { done: ['refund-payment'], pending: ['restock'] },
};

/**
 * Sagas leave the orders: those under way become processes, of those that are over the order keeps the code of
 * the failure. To be run with no replica of the release before it still at work: that one knows no processes.
 */
export const processes: Migration = {
  id: '0002-processes',
  async up(connection) {
    const orders = connection.collection<LegacyOrder>('orders');
    // First the process, then the order: a process may die between the two, and meets its own trace again.
    for await (const order of orders.find({ 'saga.working': true })) {
      await insertOnce(connection, processOf(order as LegacyOrder & { saga: LegacySaga }));
      await forgetSaga(connection, { _id: order._id });
    }
    await forgetSaga(connection, { saga: { $exists: true } });
    const indexes = (await orders.indexes()) as Array<{ name: string }>;
    if (indexes.some(({ name }) => name === 'saga.leaseUntil_1')) await orders.dropIndex('saga.leaseUntil_1');
  },
};

async function forgetSaga(connection: Connection, which: Record<string, unknown>): Promise<void> {
  await connection
    .collection('orders')
    .updateMany(which, [{ $set: { failure: '$saga.failure.code' } }, { $unset: 'saga' }]);
}

async function insertOnce(
  connection: Connection,
  { _id, ...process }: ReturnType<typeof processOf>,
): Promise<void> {
  await connection
    .collection<{ _id: string }>('processes')
    .updateOne({ _id }, { $setOnInsert: process }, { upsert: true });
}

function processOf({ _id: subject, status, createdAt, saga }: LegacyOrder & { saga: LegacySaga }) {
  const { step, failure, leaseUntil, giveUpAt: retryDeadline, confirmBy, requestId, traceparent } = saga;
  const at = saga.leaseUntil;
  const record = (state: 'done' | 'pending') => ({ state, at, attempts: 0, refusals: 0 });
  const records = (names: readonly string[], state: 'done' | 'pending') =>
    Object.fromEntries(names.map((name) => [name, record(state)]));
  const back = BACK[step];
  // What was settled and then called off has no failure; it is undone by a process of its own.
  const undone = back !== undefined && !failure;
  const forward = back ? [] : STEPS.slice(0, FORWARD.indexOf(step)).flat();
  const calledOff = !back && status === 'cancelled';
  const type = undone ? 'cancellation' : 'checkout';
  return {
    _id: `${type}:${subject}`,
    type,
    subject,
    state: back && !undone ? 'compensating' : 'running',
    live: true,
    version: 1,
    steps: {
      ...records(forward, 'done'),
      ...(back && records(back.done, 'done')),
      ...(back && !undone && records(back.pending, 'pending')),
    },
    signals: calledOff ? [{ name: 'called-off', data: {}, at }] : [],
    data: {},
    holder: null,
    dueAt: leaseUntil,
    ...(!undone && { retryDeadline }),
    deadlines: undone ? {} : { 'await-payment': confirmBy, confirm: confirmBy },
    ...(failure && { failure }),
    ...(requestId !== undefined && { requestId }),
    ...(traceparent !== undefined && { traceparent }),
    createdAt,
    updatedAt: at,
  };
}
