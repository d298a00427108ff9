import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Beside data that lie away from their checkout: the folder that they belong to. @chowk/documentdb writes it too. */
const OWNER_FILE = 'belongs-to';
/** PostgreSQL's own note of who runs on its data; the first line is the pid. */
const POSTMASTER_FILE = path.join('documentdb', 'postmaster.pid');

export const noteOwner = (folder: string, owner: string): void =>
  writeFileSync(path.join(folder, OWNER_FILE), `${path.resolve(owner)}\n`);

/** Data whose checkout is gone. */
export interface OrphanedData {
  folder: string;
  /** the folder that they belonged to */
  owner: string;
  bytes: number;
}

/**
 * Folders in `base` whose owner no longer exists. One without a note of its owner is from before there were
 * notes, or somebody else's: it is not ours to judge.
 */
export function findOrphanedData(base: string): OrphanedData[] {
  return ownedFolders(base)
    .filter(({ folder, owner }) => !existsSync(owner) && !isDatabaseRunning(folder))
    .map((data) => ({ ...data, bytes: sizeOf(data.folder) }));
}

/** Removes them, and then what belonged to them; those of `within` only, where it is given. Returns what is gone. */
export function removeOrphanedData(base: string, within = '/'): OrphanedData[] {
  const find = () => findOrphanedData(base).filter(({ owner }) => isWithin(owner, within));
  const removed: OrphanedData[] = [];
  for (let found = find(); found.length > 0; found = find()) {
    for (const { folder } of found) removeFolder(folder);
    removed.push(...found);
  }
  return removed;
}

/** Servers that were just killed may still be closing their files, hence the retries. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

const isWithin = (file: string, folder: string): boolean => !path.relative(folder, file).startsWith('..');

function ownedFolders(base: string): Array<{ folder: string; owner: string }> {
  if (!existsSync(base)) return [];
  return readdirSync(base)
    .map((name) => path.join(base, name))
    .filter((folder) => existsSync(path.join(folder, OWNER_FILE)))
    .map((folder) => ({ folder, owner: readFileSync(path.join(folder, OWNER_FILE), 'utf8').trim() }));
}

/** Somebody removed a folder whose database runs on: its data stay until it has ended. */
function isDatabaseRunning(folder: string): boolean {
  const file = path.join(folder, POSTMASTER_FILE);
  if (!existsSync(file)) return false;
  try {
    process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 0);
    return true;
  } catch {
    return false;
  }
}

/** In bytes, as far as it can be read: files come and go. */
function sizeOf(file: string): number {
  const status = lstatSync(file, { throwIfNoEntry: false });
  if (!status?.isDirectory()) return status?.size ?? 0;
  return readdirSync(file).reduce((sum, name) => sum + sizeOf(path.join(file, name)), 0);
}
