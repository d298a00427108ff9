import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * A pid alone names nobody: the kernel gives it to another program sooner or later. Together with the moment
 * the process started and a piece of its command line it does.
 */
export interface ProcessIdentity {
  pid: number;
  /** opaque; equal for the same process only */
  startedAt: string;
  /** a piece of the command line */
  command: string;
}

/** The identity of a living process, or undefined when there is none (a zombie counts as none). */
export function identify(pid: number, command: string): ProcessIdentity | undefined {
  const found = inspect(pid);
  return found && { pid, startedAt: found.startedAt, command };
}

/** True while exactly this process lives. */
export function isAlive(identity: ProcessIdentity): boolean {
  const found = inspect(identity.pid);
  return found?.startedAt === identity.startedAt && found.commandLine.includes(identity.command);
}

function inspect(pid: number): { startedAt: string; commandLine: string } | undefined {
  return existsSync('/proc/self/stat') ? inspectProc(pid) : inspectPs(pid);
}

function inspectProc(pid: number) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold blanks and brackets itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startedAt] = [fields[0], fields[19]];
    if (state === 'Z' || state === 'X' || !startedAt) return undefined;
    return { startedAt, commandLine: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') };
  } catch {
    return undefined;
  }
}

function inspectPs(pid: number) {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=,args=', '-p', String(pid)], {
      encoding: 'utf8',
    }).trim();
    // lstart is five words: Sat Nov 21 00:49:52 2026
    const match = /^(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/.exec(line);
    if (!match?.[1] || !match[2] || match[1].startsWith('Z')) return undefined;
    return { startedAt: match[2], commandLine: match[3] ?? '' };
  } catch {
    return undefined;
  }
}
