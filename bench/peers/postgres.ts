import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findUser, freePort, startTied } from '@chowk/devstack';

const run = promisify(execFile);
const USER = 'bench';

export interface Postgres {
  pid: number;
  /** Makes an empty database. Returns its address. */
  database(name: string): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts the machine's own PostgreSQL with its defaults on a data folder that is removed at the end. It listens on
 * loopback only and does not outlive this process.
 * @throws Error when the machine has none
 */
export async function startPostgres(): Promise<Postgres> {
  const bin = findBinaries();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chowk-bench-postgres-'));
  const data = path.join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const user = unprivileged();
  if (user) for (const each of [folder, data]) chownSync(each, user.uid, user.gid);
  const init = ['-D', data, '-U', USER, '--auth=trust', '-E', 'UTF8', '--no-sync'];
  await run(path.join(bin, 'initdb'), init, { cwd: folder, ...user });
  const port = await freePort();
  const child = startTied({
    name: 'bench-postgres',
    command: path.join(bin, 'postgres'),
    args: ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-k', folder],
    cwd: folder,
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
    knownBy: data,
    deathSignal: 'SIGTERM',
    ...(user && { user }),
  });
  const address = (name: string): string => `postgres://${USER}@127.0.0.1:${port}/${name}`;
  for (let tries = 0; ; tries++) {
    try {
      await run(path.join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]);
      break;
    } catch (cause) {
      if (tries > 100 || child.exit) throw new Error(child.lastLines().join('\n'), { cause });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return {
    pid: child.pid,
    async database(name) {
      await run(path.join(bin, 'createdb'), ['-h', '127.0.0.1', '-p', String(port), '-U', USER, name]);
      return address(name);
    },
    async stop() {
      // Fast shutdown: the usual one waits for clients that are gone already.
      child.signal('SIGINT');
      await child.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function findBinaries(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const candidates = [
    ...versions.map((version) => path.join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(path.delimiter),
  ];
  const found = candidates.find((folder) => existsSync(path.join(folder, 'initdb')));
  if (!found) throw new Error('this machine has no PostgreSQL (apt-get install postgresql)');
  return found;
}

/** Whom to be instead of root; undefined for somebody who is not. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const user = findUser('postgres') ?? findUser('nobody');
  if (!user) throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody');
  return user;
}
