import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';
import os from 'node:os';
import { assertReachableByOthers, type DatabaseUser, type DataFolder } from './data-folder.ts';
import type { Engine } from './install.ts';
import { processesWorkingIn, signalProcess } from './process-table.ts';
import { runCommand } from './run-command.ts';

/** Only a name for the socket file: PostgreSQL does not listen on the network. */
const SOCKET_PORT = 5432;
/** The longest name of a Unix socket that Linux takes is 107 bytes; this leaves room for the file's own name. */
const SOCKET_FOLDER_MAX = 85;
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
const POLL_MS = 20;

const SETTINGS: Record<string, string> = {
  listen_addresses: '',
  port: String(SOCKET_PORT),
  max_connections: '120',
  // The last one's indexes are read in the order of their keys; those of the default can only be searched.
  shared_preload_libraries: 'pg_cron,pg_documentdb_core,pg_documentdb,pg_documentdb_extended_rum',
  'documentdb.alternate_index_handler_name': 'extended_rum',
  // Without it the planner does not know that such an index gives the order of a sort.
  'documentdb.enableCompositeIndexPlanner': 'on',
  'cron.database_name': 'postgres',
  'cron.use_background_workers': 'on',
  'cron.log_run': 'off',
  // Otherwise a sorted cursor holds its connection, and abandoned cursors use them all up.
  'documentdb.useFileBasedPersistedCursors': 'on',
  // The files of a cursor have to outlive its pauses: the gateway lets a cursor be idle for as long.
  'documentdb.defaultCursorExpiryTimeLimitSeconds': '600',
  'documentdb_core.enableCollation': 'on',
  // The data is in memory: a page out of order costs no more than the next one.
  random_page_cost: '1.1',
  // Until a collection's statistics are there, the planner believes that it is small and sorts it.
  autovacuum_naptime: '10s',
  io_method: 'sync',
  jit: 'off',
  shared_buffers: '256MB',
  // A commit has to survive kill -9, which needs the operating system only, not the disk.
  fsync: 'off',
  // Off, the first kill -9 leaves torn pages: a broken index and a server that hangs.
  full_page_writes: 'on',
  wal_level: 'minimal',
  max_wal_senders: '0',
  deadlock_timeout: '50ms',
  timezone: 'GMT',
  log_timezone: 'GMT',
  // Start, stop and crashes; what clients do wrong is told to them.
  log_min_messages: 'log',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

export type Cluster = {
  /** The folder of the Unix socket, which node-postgres takes as `host`. */
  host: string;
  port: number;
  pid: number;
  /** Settles when the server process is gone, however it went. */
  ended: Promise<void>;
  /** `fast` leaves files that need no recovery; `immediate` is for data that is thrown away. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
};

/**
 * Starts PostgreSQL on the data in `data`, made first when there is none. What an earlier server left there
 * (a process without its gateway, a pid file without its process) is put right first.
 */
export async function startCluster(engine: Engine, data: DataFolder): Promise<Cluster> {
  if (data.user) assertReachableByOthers(engine.postgres);
  const pgdata = path.join(data.folder, 'pgdata');
  if (!existsSync(pgdata)) await initialise(engine, data, pgdata);
  const host = socketFolder(data);
  await endLeftovers(pgdata, host);

  const logFile = path.join(data.folder, 'postgres.log');
  const log = openSync(logFile, 'w');
  const settings = Object.entries({
    ...SETTINGS,
    unix_socket_directories: host,
    // To make indexes and collections the engine connects to itself, by default over TCP.
    'documentdb.localhost_connection_string': `host='${host.replace(/['\\]/g, '\\$&')}'`,
  });
  const command = asUser(data.user, [
    engine.postgres,
    '-D',
    pgdata,
    ...settings.flatMap(([k, v]) => ['-c', `${k}=${v}`]),
  ]);
  const server = spawn(command.file, command.args, {
    stdio: ['ignore', log, log],
    cwd: '/',
    env: serverEnvironment(),
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.once('error', () => resolve());
  });
  await waitUntilReady(server, pgdata, logFile);
  return {
    host,
    port: SOCKET_PORT,
    pid: server.pid ?? 0,
    ended,
    async stop(mode) {
      server.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
      const late = setTimeout(() => server.kill('SIGQUIT'), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

/**
 * Ends the database processes that still work in a data folder, and removes the lock files that a killed server
 * leaves: PostgreSQL will not start when the pid in one of them belongs to somebody else by now, or to a dead
 * process whose parent has not collected it yet.
 */
async function endLeftovers(pgdata: string, socketFolder: string): Promise<void> {
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  // The children of a killed server notice by themselves and leave; the server itself has to be told.
  for (const pid of processesWorkingIn(pgdata)) signalProcess(pid, 'SIGQUIT');
  while (processesWorkingIn(pgdata).length > 0) {
    if (Date.now() > deadline) for (const pid of processesWorkingIn(pgdata)) signalProcess(pid, 'SIGKILL');
    await sleep(POLL_MS);
  }
  rmSync(path.join(pgdata, 'postmaster.pid'), { force: true });
  rmSync(path.join(socketFolder, `.s.PGSQL.${SOCKET_PORT}.lock`), { force: true });
  rmSync(path.join(socketFolder, `.s.PGSQL.${SOCKET_PORT}`), { force: true });
}

async function initialise(engine: Engine, data: DataFolder, pgdata: string): Promise<void> {
  const partial = `${pgdata}.partial`;
  rmSync(partial, { recursive: true, force: true });
  const command = asUser(data.user, [
    engine.initdb,
    `--pgdata=${partial}`,
    '--username=postgres',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ]);
  await runCommand(command.file, command.args, { env: serverEnvironment() });
  renameSync(partial, pgdata);
}

/**
 * The command that runs the database as its user and has the kernel end it (as SIGINT does: an orderly, fast
 * shutdown) when the process that started it is gone, even by kill -9.
 */
function asUser(user: DatabaseUser | undefined, command: string[]): { file: string; args: string[] } {
  const identity = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : [];
  return { file: 'setpriv', args: [...identity, '--pdeathsig=INT', '--', ...command] };
}

/** PG… variables of the developer's own PostgreSQL must not steer ours; a locale the prefix lacks would warn. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', HOME: '/' };
}

function socketFolder(data: DataFolder): string {
  if (Buffer.byteLength(data.folder) <= SOCKET_FOLDER_MAX) return data.folder;
  const hash = createHash('sha256').update(data.folder).digest('hex').slice(0, 16);
  const folder = path.join(os.tmpdir(), `chowk-documentdb-${process.getuid?.()}-${hash}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (data.user) chownSync(folder, data.user.uid, data.user.gid);
  return folder;
}

/** The server writes its state into the eighth line of its pid file, which costs less to watch than connecting. */
async function waitUntilReady(server: ChildProcess, pgdata: string, logFile: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  const pidFile = path.join(pgdata, 'postmaster.pid');
  for (;;) {
    if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) {
      throw new Error(`PostgreSQL did not start:\n${tail(logFile)}`);
    }
    if (existsSync(pidFile)) {
      const lines = readFileSync(pidFile, 'utf8').split('\n');
      if (lines[0] === String(server.pid) && lines[7]?.trim() === 'ready') return;
    }
    if (Date.now() > deadline) {
      server.kill('SIGQUIT');
      throw new Error(`PostgreSQL was not ready after ${START_TIMEOUT_MS / 1000} s:\n${tail(logFile)}`);
    }
    await sleep(POLL_MS);
  }
}

function tail(file: string): string {
  return readFileSync(file, 'utf8').split('\n').slice(-15).join('\n');
}
