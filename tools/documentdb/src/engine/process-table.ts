import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * When a process started, in clock ticks since boot, or undefined when no such process runs.
 * Together with the pid it names a process for good: pids are used again after a reboot or a wrap.
 */
export function processStartTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses and may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** The pids of the processes whose working folder is the given one: PostgreSQL's all sit in their data folder. */
export function processesWorkingIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === folder && processStartTime(pid) !== undefined;
      } catch {
        return false;
      }
    });
}

/** Sends a signal and says whether the process was still there to get it. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
