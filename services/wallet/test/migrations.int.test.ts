import type { Connection } from 'mongoose';
import { until } from '@chowk/testing';
import { holdsInPayments } from '../src/migrations/0003-holds-in-payments.ts';
import { padEntryIds, paddedEntryIds } from '../src/migrations/0004-padded-entry-ids.ts';
import { proveAndStop, startWallet, type WalletFixture } from './fixture.ts';
import { authorization } from './payment-calls.ts';

interface EntryRow {
  _id: string;
  account: string;
  seq: number;
}

let wallet: WalletFixture;
beforeAll(async () => {
  wallet = await startWallet();
}, 60_000);
afterAll(() => proveAndStop(wallet));

const rows = <Row extends { _id: string }>(name: string) => wallet.db.connection.collection<Row>(name);
const entriesInOrder = () => rows<EntryRow>('ledger_entries').find().sort({ _id: 1 }).toArray();

/** Entries and indexes as the release before this one left them. */
async function withFormerIds(): Promise<void> {
  const entries = rows<EntryRow>('ledger_entries');
  const all = await entriesInOrder();
  await entries.deleteMany({});
  const former = all.map((row) => ({ ...row, _id: `${row.account}#${row.seq}` }));
  await entries.insertMany(former.map((row) => ({ ...row, kindKey: undefined })));
  await entries.updateMany({}, { $unset: { kindKey: '' } });
  await entries.createIndex({ account: 1, seq: 1 }, { unique: true });
}

/** A connection whose process dies over the second batch, between the copies and the end of what they stand for. */
function dying(connection: Connection): Pick<Connection, 'collection'> {
  let batches = 0;
  const collection = (name: string) =>
    new Proxy(connection.collection(name), {
      get(target, property) {
        if (property !== 'deleteMany') return Reflect.get(target, property).bind(target) as unknown;
        return (filter: object) => {
          batches += 1;
          if (batches === 2) throw new Error('killed');
          return target.deleteMany(filter);
        };
      },
    });
  return { collection } as unknown as Pick<Connection, 'collection'>;
}

test('entries get ids in the order of their numbers, whatever cut the migration off, and chains stay as they were', async () => {
  const userId = await wallet.fundedUser(1_000);
  // Beyond nine, where the order of former ids is not that of numbers.
  for (let i = 0; i < 11; i++) await wallet.grpc().authorize(authorization(userId, 10));
  const before = await entriesInOrder();
  const path = '/api/v1/wallet/transactions?limit=5&type=hold';
  const listed = (await wallet.http(userId).get(path)).body.data;
  expect(listed.items).toHaveLength(5);
  await withFormerIds();

  const { connection } = wallet.db;
  await expect(padEntryIds(dying(connection), 5)).rejects.toThrow('killed');
  const halfway = await entriesInOrder();
  expect(halfway.length).toBe(before.length + 5);
  await padEntryIds(connection, 5);
  expect(await entriesInOrder()).toEqual(before);
  const { length } = await rows('ledger_entries').indexes();
  expect(length).toBe(3);

  await paddedEntryIds.up(connection);
  expect(await entriesInOrder()).toEqual(before);
  expect((await wallet.http(userId).get(path)).body.data).toEqual(listed);
  expect(await wallet.verifyLedger()).toMatchObject({ ok: true, problems: [] });
}, 60_000);

test('a row that was tampered with before the migration is found after it', async () => {
  const userId = await wallet.fundedUser(1_000);
  await wallet.grpc().authorize(authorization(userId, 10));
  await withFormerIds();
  const entries = rows<EntryRow>('ledger_entries');
  const account = `user:${userId}:available/INR`;
  await entries.updateOne({ _id: `${account}#2` }, { $set: { seq: 7 } });
  await paddedEntryIds.up(wallet.db.connection);
  const { ok, problems } = await wallet.verifyLedger();
  expect(ok).toBe(false);
  expect(problems).toContainEqual({ rule: 'chain_broken', where: account });
  await entries.updateOne({ account, seq: 7 }, { $set: { seq: 2 } });
}, 30_000);

test('open holds of the release before are released at their time, and its replicas take none for open', async () => {
  const userId = await wallet.fundedUser(1_000);
  const [lasting, ending] = [authorization(userId, 10), authorization(userId, 20, { holdSeconds: 1 })];
  for (const request of [lasting, ending]) await wallet.grpc().authorize(request);
  const payments = rows<{ _id: string; expiresAt: Date }>('payments');
  const holds = rows<{ _id: string; state: string; expiresAt: Date }>('ledger_holds');
  const ids = [lasting.paymentId, ending.paymentId];
  for (const { _id, expiresAt } of await payments.find({ _id: { $in: ids } }).toArray()) {
    const more = { userId, amount: 10, currency: 'INR', reference: 'ord_x', createdAt: new Date() };
    await holds.insertOne({ _id, state: 'held', expiresAt, ...more });
    await payments.updateOne({ _id }, { $unset: { releaseAt: '' } });
  }
  for (let times = 0; times < 2; times++) await holdsInPayments.up(wallet.db.connection);
  expect(await holds.countDocuments({ state: 'held' })).toBe(0);
  await wallet.startReplica({ HOLD_SWEEP_MS: '50' });
  await until('the money is back', async () => (await wallet.balance(userId))[0] === 990);
  expect(await wallet.grpc().capture({ paymentId: lasting.paymentId })).toMatchObject({ status: 'captured' });
  expect(await wallet.balance(userId)).toEqual([990, 0, 0, 10]);
}, 30_000);
