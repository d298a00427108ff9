import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { serialize } from 'bson';
import mongoose from 'mongoose';
import pg from 'pg';
import { locateDataFolder, removeDataFolder } from '../src/engine/data-folder.ts';
import { Sql } from '../src/gateway/statements.ts';
import { startDocumentDb } from '../src/index.ts';
import { START_TIMEOUT_MS, startTemporaryEngine, type TemporaryEngine } from './temporary-engine.ts';

const { MongoClient } = mongoose.mongo;
type Client = InstanceType<typeof MongoClient>;
type Row = {
  _id: string;
  owner: string;
  price: number;
  at: Date;
  tags: string[];
  live: boolean;
  gone: null;
};

const ROWS = 2_000;
const PAGE = 21;
const rows: Row[] = Array.from({ length: ROWS }, (_, n) => ({
  _id: `row_${String((n * 791) % ROWS).padStart(5, '0')}`,
  owner: n % 10 === 0 ? 'few' : 'many',
  price: (n * 17) % 50,
  at: new Date(Date.UTC(2026, 0, 1) + (n % 300) * 60_000),
  tags: [`t${n % 3}`, `u${n % 7}`],
  live: n % 2 === 0,
  gone: null,
}));

type Plan = {
  'Node Type': string;
  'Index Name'?: string;
  'Actual Rows'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Plan[];
};

function steps(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(steps)];
}

async function planOf(client: Client, query: Record<string, unknown>): Promise<Plan[]> {
  const answer = await client
    .db('sorts')
    .command({ explain: { find: 'rows', limit: PAGE, ...query }, verbosity: 'executionStats' });
  const [{ Plan: root }] = (answer.executionStats as { executionStages: [{ Plan: Plan }] }).executionStages;
  return steps(root);
}

let engine: TemporaryEngine;
let client: Client;

beforeAll(async () => {
  engine = await startTemporaryEngine();
  client = await MongoClient.connect(engine.uri);
  const collection = client.db('sorts').collection<Row>('rows');
  await collection.createIndexes([
    { key: { owner: 1, _id: -1 } },
    { key: { owner: 1, at: -1, _id: -1 } },
    { key: { price: 1, _id: 1 } },
    { key: { at: -1, _id: -1 } },
    { key: { tags: 1, _id: -1 } },
    { key: { price: -1, at: 1, _id: 1 }, partialFilterExpression: { live: true }, name: 'live' },
  ]);
  await collection.insertMany(rows);
  await client.db('sorts').command({ compact: 'rows' });
}, START_TIMEOUT_MS);

afterAll(async () => {
  await client.close();
  await engine.remove();
});

const MIDDLE = new Date(Date.UTC(2026, 0, 1) + 150 * 60_000);
test.each([
  ['one owner by id', { filter: { owner: 'many' }, sort: { _id: -1 } }],
  ['one owner by time', { filter: { owner: 'many' }, sort: { at: -1, _id: -1 } }],
  ['all by price', { sort: { price: 1, _id: 1 } }],
  ['all by price, against the index', { sort: { price: -1, _id: -1 } }],
  ['those not gone, newest first', { filter: { gone: null }, sort: { at: -1, _id: -1 } }],
  ['one of several values', { filter: { tags: 't1' }, sort: { _id: -1 } }],
  ['a partial index', { filter: { live: true }, sort: { price: -1, at: 1, _id: 1 } }],
  [
    'from a position on',
    {
      filter: {
        owner: 'many',
        at: { $lte: MIDDLE },
        $or: [{ at: { $lt: MIDDLE } }, { _id: { $lt: 'row_5' } }],
      },
      sort: { at: -1, _id: -1 },
    },
  ],
  ['a projection', { filter: { owner: 'many' }, sort: { _id: -1 }, projection: { at: 1 } }],
])('a page is read in the order of an index, and no further than it goes: %s', async (_, query) => {
  const plan = await planOf(client, query);
  expect(plan.map((step) => step['Node Type'])).not.toContain('Sort');
  const scan = plan.at(-1)!;
  expect(scan['Node Type']).toBe('Index Scan');
  const read =
    (scan['Actual Rows'] ?? 0) +
    (scan['Rows Removed by Filter'] ?? 0) +
    (scan['Rows Removed by Index Recheck'] ?? 0);
  expect(read).toBeLessThanOrEqual(PAGE * 3);
});

test.each([
  ['at', -1],
  ['at', 1],
  ['price', 1],
  ['price', -1],
] as const)(
  'pages by %s (%i) give every row once, in order, also while rows change places',
  async (key, direction) => {
    const collection = client.db('sorts').collection<Row>('rows');
    await collection.updateMany({ price: 7 }, { $set: { price: 8 } });
    const expected = await collection.find().toArray();
    const value = (row: Row): number => row[key].valueOf();
    expected.sort((a, b) => direction * (value(a) - value(b) || (a._id < b._id ? -1 : 1)));

    const found: Row[] = [];
    for (;;) {
      const last = found.at(-1);
      const further = direction === 1 ? '$gt' : '$lt';
      const filter = last
        ? {
            [key]: { [`${further}e`]: last[key] },
            $or: [{ [key]: { [further]: last[key] } }, { _id: { [further]: last._id } }],
          }
        : {};
      const page = await collection
        .find(filter as never)
        .sort({ [key]: direction, _id: direction })
        .limit(200)
        .toArray();
      if (page.length === 0) break;
      found.push(...page);
    }
    expect(found.map(({ _id }) => _id)).toEqual(expected.map(({ _id }) => _id));
  },
);

test('compact of a collection that is not there is no error', async () => {
  await expect(client.db('sorts').command({ compact: 'nowhere' })).resolves.toMatchObject({ ok: 1 });
});

test(
  'indexes of an engine that could not order are made anew at the next start, as they were declared',
  async () => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'documentdb-'));
    const declared = [
      { key: { owner: 1, _id: -1 }, name: 'list' },
      { key: { price: 1 }, name: 'unique', unique: true, partialFilterExpression: { price: { $gt: 2 } } },
      { key: { at: 1 }, name: 'expires', expireAfterSeconds: 1_000_000_000 },
      { key: { words: 'text' }, name: 'words' },
    ];
    try {
      const first = await startDocumentDb({ dataDir });
      const writer = await MongoClient.connect(first.uri);
      await writer
        .db('sorts')
        .collection<Row>('rows')
        .insertMany(rows.map((row, price) => ({ ...row, price })));
      await writer.close();
      const older = new pg.Client({
        host: locateDataFolder(dataDir).folder,
        user: 'postgres',
        database: 'postgres',
      });
      await older.connect();
      await older.query(`SET documentdb.alternate_index_handler_name = ''`);
      await older.query(Sql.createIndexes.text, [
        'sorts',
        Buffer.from(serialize({ createIndexes: 'rows', indexes: declared })),
      ]);
      await older.end();
      await first.stop();

      const progress: string[] = [];
      const second = await startDocumentDb({ dataDir, progress: (message) => progress.push(message) });
      const reader = await MongoClient.connect(second.uri);
      const collection = reader.db('sorts').collection<Row>('rows');
      await reader.db('sorts').command({ compact: 'rows' });
      const kept = await collection.listIndexes().toArray();
      expect(kept.map(({ name }) => name as string).sort()).toEqual(
        ['_id_', ...declared.map(({ name }) => name)].sort(),
      );
      for (const { key: _key, ...options } of declared)
        expect(kept).toContainEqual(expect.objectContaining(options));
      const plan = await planOf(reader, { filter: { owner: 'many' }, sort: { _id: -1 } });
      expect(plan.at(-1)).toMatchObject({ 'Node Type': 'Index Scan', 'Index Name': 'list' });
      expect(plan.map((step) => step['Node Type'])).not.toContain('Sort');
      await expect(collection.insertOne({ ...rows[0]!, _id: 'again', price: 5 })).rejects.toMatchObject({
        code: 11000,
      });
      await reader.close();
      await second.stop();

      const third = await startDocumentDb({ dataDir, progress: (message) => progress.push(message) });
      await third.stop();
      expect(progress.filter((message) => message.includes('anew'))).toHaveLength(1);
    } finally {
      removeDataFolder(dataDir, locateDataFolder(dataDir));
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
  START_TIMEOUT_MS,
);
