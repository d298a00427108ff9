import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DevstackError } from '../errors.ts';
import { findOrphanedData, noteOwner, removeFolder, removeOrphanedData } from './data-owner.ts';
import { endOrphans, readIdentity } from './pid-files.ts';
import { identify, isAlive } from './process-identity.ts';
import { isRoot } from './users.ts';

/** Where root keeps data: other users, as whom the servers run, can reach it, unlike a checkout below /root. */
export const ROOT_BASE = '/var/lib/chowk';
const EPHEMERAL_PREFIX = 'chowk-ephemeral-';
const LOCK = 'devstack.lock';
const PATIENCE_MS = 5_000;

/** The folder that holds the stores' data of one checkout, or of one test run. */
export interface DataRoot {
  readonly folder: string;
  /** tells checkouts apart, for names outside the folder (Docker's) */
  readonly id: string;
  readonly pidFolder: string;
  /** Makes a folder in it, owned by `owner` and closed to others. */
  subfolder(name: string, owner?: { uid: number; gid: number }): string;
  /** Gives up the lock; an ephemeral folder is removed. */
  release(): void;
}

/**
 * Takes the data folder of a checkout, ends what a killed run left behind in it, and locks it.
 * `dataDir` (the checkout's `.data/`) is the folder itself, except for root: then it names the folder, which
 * lies under /var/lib/chowk.
 * @throws DevstackError `ALREADY_RUNNING`
 */
export async function openDataRoot(dataDir: string, progress: (line: string) => void): Promise<DataRoot> {
  mkdirSync(dataDir, { recursive: true });
  const id = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 12);
  const folder = isRoot() ? path.join(ROOT_BASE, id) : path.join(dataDir, 'stores');
  const pointer = path.join(dataDir, 'stores-are-in');
  if (existsSync(folder)) {
    await refuseWhenLocked(folder, dataDir, progress);
    await endLeftovers(folder, progress);
    // Without the pointer in `.data/` this checkout is new, or its owner removed `.data/` to start afresh.
    if (isRoot() && !existsSync(pointer)) {
      removeFolder(folder);
      progress(`removed ${folder}, the data of an earlier checkout at this path`);
    }
  }
  tellOrphans(progress);
  makeReachable(folder);
  if (isRoot()) {
    writeFileSync(pointer, `${folder}\n`);
    noteOwner(folder, dataDir);
  }
  lock(folder, dataDir);
  return dataRoot(folder, id, () => rmSync(path.join(folder, LOCK), { force: true }));
}

/** Data of checkouts that were deleted stay in root's folder unseen: nobody would miss them, or find them. */
function tellOrphans(progress: (line: string) => void): void {
  if (!isRoot()) return;
  for (const { folder, owner, bytes } of findOrphanedData(ROOT_BASE))
    progress(
      `${folder} (${Math.ceil(bytes / 1e6)} MB) belongs to ${owner}, which is gone: npm run clean -- --orphans removes it`,
    );
}

/** A data folder for one test run: new, and removed when released; those of killed runs are removed first. */
export async function openEphemeralRoot(progress: (line: string) => void): Promise<DataRoot> {
  const base = isRoot() ? ROOT_BASE : tmpdir();
  mkdirSync(base, { recursive: true });
  await sweepEphemeral(base, progress);
  const folder = mkdtempSync(path.join(base, EPHEMERAL_PREFIX));
  makeReachable(folder);
  lock(folder, folder);
  const id = path.basename(folder).slice(EPHEMERAL_PREFIX.length).toLowerCase();
  return dataRoot(folder, id, () => removeFolder(folder));
}

function dataRoot(folder: string, id: string, release: () => void): DataRoot {
  return {
    folder,
    id,
    pidFolder: path.join(folder, 'pids'),
    subfolder(name, owner) {
      const subfolder = path.join(folder, name);
      mkdirSync(subfolder, { recursive: true, mode: 0o700 });
      if (owner && isRoot()) chownSync(subfolder, owner.uid, owner.gid);
      return subfolder;
    },
    release,
  };
}

/** Makes a folder that, as root, other users may pass through on the way to what is theirs in it. */
function makeReachable(folder: string): void {
  mkdirSync(folder, { recursive: true });
  if (isRoot()) for (const part of [ROOT_BASE, folder]) chmodSync(part, 0o755);
}

/** Waits a little first: the other may be ending at this moment, as after Ctrl-C and a quick new start. */
async function refuseWhenLocked(
  folder: string,
  dataDir: string,
  progress: (line: string) => void,
): Promise<void> {
  const owner = readIdentity(path.join(folder, LOCK));
  const isHeld = () => owner !== undefined && owner.pid !== process.pid && isAlive(owner);
  if (!isHeld()) return;
  progress(`process ${owner?.pid} holds the data; waiting ${PATIENCE_MS / 1000} s in case it is ending`);
  for (const deadline = Date.now() + PATIENCE_MS; isHeld(); await delay(50)) {
    if (Date.now() > deadline) throw alreadyRunning(owner?.pid, dataDir);
  }
}

const alreadyRunning = (pid: number | undefined, dataDir: string) =>
  new DevstackError(
    'ALREADY_RUNNING',
    `Chowk already runs for this checkout: process ${pid} holds the data of ${dataDir}. ` +
      `Use it, or end it first (Ctrl-C in its terminal, or: kill ${pid}).`,
  );

/** The file's creation decides when two start at the same moment. */
function lock(folder: string, dataDir: string): void {
  const file = path.join(folder, LOCK);
  const owner = readIdentity(file);
  if (!owner || !isAlive(owner)) rmSync(file, { force: true });
  try {
    writeFileSync(file, JSON.stringify(identify(process.pid, process.argv0) ?? {}), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw alreadyRunning(readIdentity(file)?.pid, dataDir);
    throw error;
  }
}

async function endLeftovers(folder: string, progress: (line: string) => void): Promise<void> {
  const names = await endOrphans(path.join(folder, 'pids'));
  if (names.length > 0) progress(`ended what an earlier run left behind: ${names.join(', ')}`);
}

async function sweepEphemeral(base: string, progress: (line: string) => void): Promise<void> {
  for (const name of readdirSync(base).filter((entry) => entry.startsWith(EPHEMERAL_PREFIX))) {
    const folder = path.join(base, name);
    const lockFile = path.join(folder, LOCK);
    // No lock yet: another run is making the folder at this moment. Unreadable: it is another user's.
    if (!isReadable(lockFile)) continue;
    const owner = readIdentity(lockFile);
    if (owner && isAlive(owner)) continue;
    await endLeftovers(folder, progress);
    removeFolder(folder);
    removeOrphanedData(base, folder);
  }
}

function isReadable(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
}
