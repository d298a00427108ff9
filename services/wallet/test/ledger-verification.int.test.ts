import { join } from 'node:path';
import { newId } from '@chowk/runtime/ids';
import { spawnService, testClient, until } from '@chowk/testing';
import { entryId } from '../src/ledger/domain/entry.ts';
import { startWallet, type WalletFixture } from './fixture.ts';
import { authorization, repeat } from './payment-calls.ts';

const PATH = '/api/v1/admin/ledger/verify';
interface Run {
  id: string;
  mode: string;
  state: string;
  by: string;
  progress: { phase: string; accounts: number };
  report?: { ok: boolean; accounts: number; entries: number; transfers: number; problems: object[] };
}

let wallet: WalletFixture;
beforeAll(async () => {
  wallet = await startWallet({ replicas: 2 });
}, 60_000);
afterAll(() => wallet.stop());

const staff = () => wallet.http('usr_admin', ['admin']);
const start = async (mode?: string): Promise<Run> => {
  const answer = await staff().post(PATH, mode === undefined ? {} : { mode });
  expect(answer.status).toBe(202);
  return answer.body.data.verification;
};
const state = async (): Promise<{ current: Run | null; last: Run | null }> =>
  (await staff().get(PATH)).body.data;
const ended = (id: string) =>
  until(
    'it has ended',
    async () => {
      const { last } = await state();
      return last?.id === id && last;
    },
    20_000,
  );
const rows = (name: string) => wallet.db.connection.collection<{ _id: string }>(name);

test('before the first run there is no report', async () => {
  expect(await state()).toEqual({ current: null, last: null });
});

test('a run is started once however many ask, and all are told of that one', async () => {
  await wallet.fundedUser(1_000);
  const started = await repeat(20, () => start('full'));
  const runs = started.map((outcome) => (outcome as PromiseFulfilledResult<Run>).value);
  const { id } = runs[0]!;
  const others = new Set(runs.map((run) => run.id));
  // It may have ended while some were still asking: theirs is the next one.
  expect(others.size).toBeLessThanOrEqual(3);
  expect(runs[0]).toMatchObject({ mode: 'full', state: 'running', by: 'usr_admin' });
  await until('none runs', async () => (await state()).current === null, 20_000);
  const { last } = await state();
  expect(others).toContain(last!.id);
  expect(last).toMatchObject({ state: 'ended', report: { ok: true, problems: [] } });
  expect(await rows('ledger_verifications').countDocuments({ _id: { $in: [...others] } })).toBe(others.size);
  expect(await rows('ledger_verifications').countDocuments()).toBe(others.size);
  expect(others.has(id)).toBe(true);
}, 40_000);

test('an incremental run reads only what came since, and finds what was altered in it', async () => {
  const userId = await wallet.fundedUser(1_000);
  await ended((await start('full')).id);
  const nothingNew = await ended((await start()).id);
  expect(nothingNew).toMatchObject({ mode: 'incremental', report: { ok: true, entries: 0 } });
  const request = authorization(userId, 300);
  await wallet.grpc().authorize(request);
  const account = `user:${userId}:available/INR`;
  const entry = { _id: entryId(account, 2) };
  await rows('ledger_entries').updateOne(entry, { $inc: { delta: 5 } });
  const found = await ended((await start()).id);
  expect(found.report).toMatchObject({ ok: false, entries: 2 });
  expect(found.report!.problems).toContainEqual({ rule: 'entry_altered', where: entry._id });

  await rows('ledger_entries').updateOne(entry, { $inc: { delta: -5 } });
  expect((await ended((await start()).id)).report).toMatchObject({ ok: true });
}, 60_000);

test.each([
  [
    'altered',
    async (id: string) => {
      await rows('ledger_transfers').updateOne({ _id: id }, { $set: { 'postings.0.amount': 999 } });
      return () => rows('ledger_transfers').updateOne({ _id: id }, { $set: { 'postings.0.amount': 1_000 } });
    },
    'transfer_altered',
  ],
  [
    'removed',
    async (id: string) => {
      const row = (await rows('ledger_transfers').findOneAndDelete({ _id: id }))!;
      return () => rows('ledger_transfers').insertOne(row);
    },
    'transfer_missing',
  ],
  [
    'inserted',
    async (id: string) => {
      const { _id, ...row } = (await rows('ledger_transfers').findOne({ _id: id }))!;
      await rows('ledger_transfers').insertOne({ ...row, _id: 'trf_forged' });
      return () => rows('ledger_transfers').deleteOne({ _id: 'trf_forged' });
    },
    'transfer_altered',
  ],
])(
  'a full run finds a posting that was %s long ago',
  async (_what, tamper, rule) => {
    const userId = await wallet.fundedUser(1_000);
    await ended((await start()).id);
    const { _id } = (await rows('payments').findOne({ userId }))!;
    const undo = await tamper(`${_id}:topup`);
    const { report } = await ended((await start('full')).id);
    await undo();
    expect(report!.ok).toBe(false);
    expect(report!.problems).toContainEqual(expect.objectContaining({ rule }));
    expect((await ended((await start('full')).id)).report).toMatchObject({ ok: true, problems: [] });
  },
  60_000,
);

test('an account without a document, and one without entries, are found', async () => {
  const userId = await wallet.fundedUser(1_000);
  const account = `user:${userId}:available/INR`;
  await ended((await start('full')).id);
  const row = (await rows('ledger_accounts').findOneAndDelete({ _id: account }))!;
  for (const mode of ['full', 'incremental']) {
    const { report } = await ended((await start(mode)).id);
    expect(report!.problems).toContainEqual({ rule: 'account_missing', where: account });
  }
  await rows('ledger_accounts').insertOne(row);
  const entries = await rows('ledger_entries').find({ account }).toArray();
  await rows('ledger_entries').deleteMany({ account });
  const { report } = await ended((await start('full')).id);
  expect(report!.problems).toContainEqual({ rule: 'chain_broken', where: account });
  await rows('ledger_entries').insertMany(entries);
  expect((await ended((await start('full')).id)).report).toMatchObject({ ok: true });
}, 60_000);

test('a process that is killed over it leaves a run that another one ends, and that everybody joins meanwhile', async () => {
  for (let i = 0; i < 3; i++) await wallet.fundedUser(1_000);
  const doomed = await spawnService({
    main: join(import.meta.dirname, '../src/main.ts'),
    env: wallet.env,
    failpoints: 'wallet.verification.progress=kill',
  });
  // The others take nothing up: the killed one has it.
  for (const replica of wallet.replicas.splice(0)) await replica.stop();
  const client = testClient(
    doomed.url,
    wallet.keys.headers('wallet', { userId: 'usr_admin', roles: ['admin'] }),
  );
  const answer = await client.post(PATH, { mode: 'full' }).catch(() => undefined);
  expect(await doomed.exit).toBe('SIGKILL');
  await wallet.startReplica();
  const { current } = await state();
  if (answer) expect(current!.id).toBe(answer.body.data.verification.id);
  expect(current).toMatchObject({ state: 'running', progress: { phase: 'missing' } });
  expect((await start()).id).toBe(current!.id);
  // The lease of who died runs out.
  await rows('jobs').updateMany({}, { $set: { dueAt: new Date(0) } });
  const run = await ended(current!.id);
  expect(run.report).toMatchObject({ ok: true, problems: [] });
  expect(run.report!.accounts).toBe(await rows('ledger_accounts').countDocuments());
}, 60_000);

test('a run that nobody works on any more is taken up by who asks', async () => {
  const id = newId('vrf');
  const longAgo = new Date(Date.now() - 3_600_000);
  const progress = {
    phase: 'accounts',
    accounts: 0,
    entries: 0,
    transfers: 0,
    sums: [],
    problems: [],
    truncated: false,
  };
  await rows('ledger_verifications').insertOne({
    ...{ _id: id, mode: 'full', state: 'running', by: 'usr_gone', live: true, progress },
    ...{ startedAt: longAgo, progressAt: longAgo },
  } as { _id: string });
  expect((await start()).id).toBe(id);
  expect((await ended(id)).report).toMatchObject({ ok: true });
}, 30_000);

test('only the back office may start one, and only as a known kind', async () => {
  expect((await wallet.http('usr_1', ['user', 'merchant', 'expert']).post(PATH, {})).status).toBe(403);
  const unknown = await staff().post(PATH, { mode: 'quick' });
  expect([unknown.status, unknown.body.details[0].path]).toEqual([422, 'mode']);
});
