import { type ChildProcess, fork } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { processesWorkingIn, signalProcess } from '../src/engine/process-table.ts';
import { locateDataFolder, removeDataFolder } from '../src/engine/data-folder.ts';
import { startDocumentDb } from '../src/index.ts';
import { START_TIMEOUT_MS } from './temporary-engine.ts';

const { MongoClient } = mongoose.mongo;
const WRITES_BEFORE_KILL = 300;

let dataDir: string;

beforeEach(() => {
  // What mktemp makes is closed to everybody else, as a checkout in the home folder of root is.
  dataDir = path.join(mkdtempSync(path.join(os.tmpdir(), 'documentdb-')), 'data');
  mkdirSync(dataDir);
  chmodSync(path.dirname(dataDir), 0o700);
});

afterEach(() => {
  removeDataFolder(dataDir, locateDataFolder(dataDir));
  rmSync(path.dirname(dataDir), { recursive: true, force: true });
});

const databaseFolder = () => path.join(locateDataFolder(dataDir).folder, 'pgdata');

function postmaster(): number {
  return Number(readFileSync(path.join(databaseFolder(), 'postmaster.pid'), 'utf8').split('\n')[0]);
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it did not come to that in 20 s');
    await sleep(20);
  }
}

/** Writes until told to kill, and returns the ids that the database has acknowledged. */
async function writeUntilKilled(uri: string, kill: () => void): Promise<Set<number>> {
  const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 500, retryWrites: false });
  const collection = client.db('kept').collection<{ _id: number; unique: string }>('writes');
  await collection.createIndex({ unique: 1 }, { unique: true });
  const acknowledged = new Set<number>();
  let next = 0;
  let killed = false;
  const writer = async (): Promise<void> => {
    while (!killed || acknowledged.size < WRITES_BEFORE_KILL) {
      const _id = next++;
      try {
        await collection.insertOne({ _id, unique: `u${_id}` });
        acknowledged.add(_id);
      } catch {
        if (killed) return;
        throw new Error('a write failed before the kill');
      }
      if (acknowledged.size >= WRITES_BEFORE_KILL && !killed) {
        killed = true;
        kill();
      }
    }
  };
  await Promise.all(Array.from({ length: 10 }, writer));
  await client.close(true);
  return acknowledged;
}

async function expectAllKept(acknowledged: Set<number>): Promise<void> {
  const database = await startDocumentDb({ dataDir });
  const client = await MongoClient.connect(database.uri);
  try {
    const collection = client.db('kept').collection<{ _id: number; unique: string }>('writes');
    const kept = new Set((await collection.find().toArray()).map((document) => document._id));
    expect([...acknowledged].filter((id) => !kept.has(id))).toEqual([]);
    const [first] = acknowledged;
    await expect(collection.insertOne({ _id: -1, unique: `u${first}` })).rejects.toMatchObject({
      code: 11000,
    });
  } finally {
    await client.close(true);
    await database.stop();
  }
}

test(
  'when PostgreSQL is killed, the gateway ends, and a restart has every acknowledged write',
  async () => {
    const database = await startDocumentDb({ dataDir });
    const acknowledged = await writeUntilKilled(database.uri, () => signalProcess(postmaster(), 'SIGKILL'));
    await database.ended;
    await expectAllKept(acknowledged);
  },
  START_TIMEOUT_MS,
);

test(
  'when the gateway is killed, PostgreSQL ends with it, and a restart has every acknowledged write',
  async () => {
    const database = await startDocumentDb({ dataDir });
    const acknowledged = await writeUntilKilled(database.uri, () => signalProcess(database.pid, 'SIGKILL'));
    await database.ended;
    await until(() => processesWorkingIn(databaseFolder()).length === 0);
    await expectAllKept(acknowledged);
  },
  START_TIMEOUT_MS,
);

test(
  'when both are killed at once, a restart at once has every acknowledged write',
  async () => {
    const database = await startDocumentDb({ dataDir });
    const acknowledged = await writeUntilKilled(database.uri, () => {
      signalProcess(postmaster(), 'SIGKILL');
      signalProcess(database.pid, 'SIGKILL');
    });
    await expectAllKept(acknowledged);
  },
  START_TIMEOUT_MS,
);

/** Runs the command line's program, as a stand-in for a caller that can be killed. */
async function startCaller(): Promise<{ caller: ChildProcess; uri: string }> {
  const main = path.join(import.meta.dirname, '../src/main.ts');
  const caller = fork(main, ['--data', dataDir, '--port', '0'], { execArgv: [], silent: true });
  const uri = await new Promise<string>((resolve) =>
    caller.stdout?.on('data', (chunk: Buffer) => {
      const line = /mongodb:\S+/.exec(chunk.toString())?.[0];
      if (line) resolve(line);
    }),
  );
  return { caller, uri };
}

test(
  'when the caller is killed, nothing of the database lives on, and the next start works at once',
  async () => {
    const { caller, uri } = await startCaller();
    const acknowledged = await writeUntilKilled(uri, () => caller.kill('SIGKILL'));
    await expectAllKept(acknowledged);
    expect(processesWorkingIn(databaseFolder())).toEqual([]);
  },
  START_TIMEOUT_MS,
);

test(
  'when the caller is told to end, it ends the database and then itself',
  async () => {
    const { caller } = await startCaller();
    const ended = new Promise((resolve) => caller.once('exit', resolve));
    caller.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(processesWorkingIn(databaseFolder())).toEqual([]);
  },
  START_TIMEOUT_MS,
);

test(
  'a pid file whose number now belongs to somebody else does not keep the database from starting',
  async () => {
    await (await startDocumentDb({ dataDir })).stop();
    writeFileSync(path.join(databaseFolder(), 'postmaster.pid'), `${process.pid}\n${databaseFolder()}\n`);
    await (await startDocumentDb({ dataDir })).stop();
  },
  START_TIMEOUT_MS,
);

test(
  'a port that is taken is refused with a reason, and nothing stays behind',
  async () => {
    const database = await startDocumentDb({ dataDir });
    const other = `${dataDir}-other`;
    try {
      const port = Number(new URL(database.uri).port);
      await expect(startDocumentDb({ dataDir: other, port, ephemeral: true })).rejects.toThrow('EADDRINUSE');
    } finally {
      await database.stop();
    }
    expect(processesWorkingIn(path.join(locateDataFolder(other).folder, 'pgdata'))).toEqual([]);
    removeDataFolder(other, locateDataFolder(other));
  },
  START_TIMEOUT_MS,
);

test(
  'an ephemeral database leaves no data',
  async () => {
    await (await startDocumentDb({ dataDir, ephemeral: true })).stop();
    expect(() => readFileSync(path.join(databaseFolder(), 'PG_VERSION'))).toThrow('ENOENT');
  },
  START_TIMEOUT_MS,
);

test(
  'when the data folder is removed, the next start begins with nothing',
  async () => {
    const first = await startDocumentDb({ dataDir });
    const writer = await MongoClient.connect(first.uri);
    await writer.db('gone').collection('x').insertOne({ a: 1 });
    await writer.close();
    await first.stop();
    rmSync(dataDir, { recursive: true });
    const second = await startDocumentDb({ dataDir });
    const reader = await MongoClient.connect(second.uri);
    expect(await reader.db('gone').collection('x').countDocuments()).toBe(0);
    await reader.close();
    await second.stop();
  },
  START_TIMEOUT_MS,
);
