import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts';

const ORPHAN_GRACE_MS = 6_000;
const POLL_MS = 25;

/** Notes a child so that a later start can find it should we be killed with -9. */
export function writePidFile(folder: string, name: string, pid: number, command: string): void {
  const identity = identify(pid, command);
  if (!identity) return; // it has ended already, so there is nothing to find again
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.json`);
  writeFileSync(`${file}.new`, JSON.stringify(identity));
  renameSync(`${file}.new`, file);
}

export function removePidFile(folder: string, name: string): void {
  rmSync(path.join(folder, `${name}.json`), { force: true });
}

/**
 * Ends the processes that an earlier run noted in `folder` and could not end itself: SIGTERM, and SIGKILL for
 * those that stay. A pid that belongs to another program by now is left alone. Returns the names that it ended.
 */
export async function endOrphans(folder: string): Promise<string[]> {
  const ended = await Promise.all(
    pidFilesIn(folder).map(async ({ name, identity }) => {
      const lived = identity !== undefined && (await end(identity));
      removePidFile(folder, name);
      return lived ? name : undefined;
    }),
  );
  return ended.filter((name) => name !== undefined);
}

function pidFilesIn(folder: string): Array<{ name: string; identity: ProcessIdentity | undefined }> {
  let files: string[];
  try {
    files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  } catch {
    return []; // nothing was ever started here
  }
  return files.map((file) => ({
    name: file.slice(0, -'.json'.length),
    identity: readIdentity(path.join(folder, file)),
  }));
}

/** The process named in a file, or undefined when the file is missing or torn by a crash. */
export function readIdentity(file: string): ProcessIdentity | undefined {
  try {
    const { pid, startedAt, command } = JSON.parse(readFileSync(file, 'utf8')) as Partial<ProcessIdentity>;
    if (!Number.isInteger(pid) || !startedAt || !command) return undefined;
    return { pid: pid as number, startedAt, command };
  } catch {
    return undefined;
  }
}

async function end(identity: ProcessIdentity): Promise<boolean> {
  if (!isAlive(identity)) return false;
  signal(identity, 'SIGTERM');
  const deadline = Date.now() + ORPHAN_GRACE_MS;
  while (isAlive(identity)) {
    if (Date.now() > deadline) signal(identity, 'SIGKILL');
    await delay(POLL_MS);
  }
  return true;
}

function signal(identity: ProcessIdentity, name: NodeJS.Signals): void {
  try {
    process.kill(identity.pid, name);
  } catch (error) {
    // It may have ended between our look and the signal; anything else (EPERM) is news.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
