import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { processStartTime } from './process-table.ts';

type LockOptions = {
  /** How long to wait for the present holder, in milliseconds. */
  waitMs: number;
  /** Called once, with the holder's pid, when the lock has to be waited for. */
  onWait?: (holder: number) => void;
};

/** The lock's present holder did not let go in time. */
export class LockHeldError extends Error {
  override readonly name = 'LockHeldError';
  readonly holder: number;
  constructor(file: string, holder: number) {
    super(`${file} is held by process ${holder}`);
    this.holder = holder;
  }
}

const POLL_MS = 100;

/**
 * Takes an exclusive lock that a file stands for, and returns the function that gives it back.
 * A lock whose holder is dead is taken over. Throws LockHeldError when the holder lives on past `waitMs`.
 */
export async function takePidLock(file: string, options: LockOptions): Promise<() => void> {
  const mine = `${process.pid} ${processStartTime(process.pid)}`;
  const draft = `${file}.${process.pid}`;
  const deadline = Date.now() + options.waitMs;
  let announced = false;
  for (;;) {
    // Linking a finished file makes name and content appear as one: nobody ever reads a half-written lock.
    writeFileSync(draft, mine);
    try {
      linkSync(draft, file);
      return () => {
        if (readLock(file) === mine) rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    const held = readLock(file);
    if (held === undefined) continue;
    const [pid, startTime] = held.split(' ');
    if (processStartTime(Number(pid)) !== startTime) {
      discardStaleLock(file, held);
      continue;
    }
    if (Date.now() >= deadline) throw new LockHeldError(file, Number(pid));
    if (!announced) options.onWait?.(Number(pid));
    announced = true;
    await sleep(POLL_MS);
  }
}

function readLock(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Removes a dead holder's lock. Two that find the same dead holder must not both remove: the slower one
 * would throw away the lock the faster one has just taken. So it is moved aside and looked at again.
 */
function discardStaleLock(file: string, stale: string): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readLock(aside) !== stale) {
    try {
      linkSync(aside, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  rmSync(aside, { force: true });
}
