import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DevstackError } from '../errors.ts';
import { findExecutable } from './executables.ts';
import { removePidFile, writePidFile } from './pid-files.ts';

const LINES_KEPT = 40;

export interface TiedProcessOptions {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string | undefined>;
  cwd?: string;
  /** runs as this user; needs root */
  user?: { uid: number; gid: number };
  /** the folder for its pid file; without one only the kernel ends it should we be killed */
  pidFolder?: string;
  /** a piece of its command line once it runs, by which an orphan is known again */
  knownBy: string;
  /** what the kernel sends it when we die; a process that must tidy up gets SIGTERM */
  deathSignal?: 'SIGTERM' | 'SIGKILL';
  logFile?: string;
  onLine?: (line: string) => void;
  /** writes to our own terminal instead; then no line is kept */
  inheritOutput?: boolean;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A child process that does not outlive this one, however this one ends. */
export interface TiedProcess {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** undefined while it runs */
  readonly exit: Exit | undefined;
  /** SIGTERM, and SIGKILL for its whole process group when it has not ended after `graceMs`. */
  stop(graceMs?: number): Promise<Exit>;
  kill9(): Promise<Exit>;
  signal(name: NodeJS.Signals): void;
  /** the newest lines of its output */
  lastLines(): string[];
}

const living = new Set<ChildProcess>();

// Where the kernel cannot end children with their parent (macOS, or no setpriv), this covers every end of ours
// but kill -9; the pid files cover that one at the next start.
process.on('exit', () => living.forEach((child) => killGroup(child, 'SIGTERM')));

/** Starts a child that ends with us: by stop(), by our exit, and on Linux even by our kill -9. */
export function startTied(options: TiedProcessOptions): TiedProcess {
  const { command, args, viaSetpriv } = withDeathSignal(options);
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    // A session of its own: Ctrl-C in the terminal reaches only us, and we end the children in order.
    detached: true,
    stdio: options.inheritOutput ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    ...(viaSetpriv ? {} : options.user),
  });
  const lines = collectLines(child, options);
  let exit: Exit | undefined;
  living.add(child);
  const exited = new Promise<Exit>((resolve) => {
    const settle = (outcome: Exit) => {
      exit = outcome;
      living.delete(child);
      if (options.pidFolder) removePidFile(options.pidFolder, options.name);
      resolve(outcome);
    };
    child.once('exit', (code, signal) => settle({ code, signal }));
    child.once('error', (error) => {
      lines.push(error.message);
      settle({ code: 127, signal: null });
    });
  });
  if (child.pid && options.pidFolder)
    writePidFile(options.pidFolder, options.name, child.pid, options.knownBy);

  const kill9 = () => {
    if (!exit) killGroup(child, 'SIGKILL');
    return exited;
  };
  return {
    pid: child.pid ?? 0,
    exited,
    get exit() {
      return exit;
    },
    async stop(graceMs = 10_000) {
      if (exit) return exit;
      child.kill('SIGTERM');
      const timer = setTimeout(kill9, graceMs);
      return exited.finally(() => clearTimeout(timer));
    },
    kill9,
    signal: (name) => void child.kill(name),
    lastLines: () => [...lines],
  };
}

/**
 * Waits until `probe` answers true, asking every `everyMs`.
 * @throws DevstackError `CHILD_DIED` with its last lines when it ends first, `NOT_READY_IN_TIME` after `deadlineMs`.
 */
export async function untilReady(
  child: TiedProcess,
  name: string,
  probe: () => Promise<boolean>,
  { deadlineMs, everyMs = 40 }: { deadlineMs: number; everyMs?: number },
): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    if (child.exit) {
      const how = child.exit.signal ?? `exit code ${child.exit.code}`;
      throw new DevstackError('CHILD_DIED', `${name} ended before it was ready (${how}).${quote(child)}`);
    }
    if (await probe()) return;
    if (Date.now() > deadline) {
      throw new DevstackError(
        'NOT_READY_IN_TIME',
        `${name} was not ready within ${deadlineMs / 1000} s.${quote(child)}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

function quote(child: TiedProcess): string {
  const lines = child.lastLines();
  return lines.length === 0 ? '' : ` Its last lines:\n${lines.map((line) => `    ${line}`).join('\n')}`;
}

let setprivPath: string | undefined | null = null;

/** util-linux's setpriv; busybox has a program of this name without --pdeathsig. */
function setpriv(): string | undefined {
  if (setprivPath !== null) return setprivPath;
  setprivPath = process.platform === 'linux' ? findExecutable('setpriv') : undefined;
  if (setprivPath && !execFileSync(setprivPath, ['--help'], { encoding: 'utf8' }).includes('--pdeathsig')) {
    setprivPath = undefined;
  }
  return setprivPath;
}

function withDeathSignal({ command, args, user, deathSignal = 'SIGTERM' }: TiedProcessOptions) {
  const program = setpriv();
  if (!program) return { command, args, viaSetpriv: false };
  // setpriv replaces itself by the command, so that the pid we see is the command's. It asks for the signal
  // after the change of user, which would otherwise clear it.
  const asUser = user ? ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups'] : [];
  const flags = ['--pdeathsig', deathSignal.slice('SIG'.length), ...asUser, '--'];
  return { command: program, args: [...flags, command, ...args], viaSetpriv: true };
}

function collectLines(child: ChildProcess, { logFile, onLine }: TiedProcessOptions): string[] {
  const lines: string[] = [];
  if (logFile) mkdirSync(path.dirname(logFile), { recursive: true });
  const log = logFile ? createWriteStream(logFile, { flags: 'a' }) : undefined;
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > LINES_KEPT) lines.shift();
      log?.write(`${line}\n`);
      onLine?.(line);
    });
  }
  child.once('close', () => log?.end());
  return lines;
}

function killGroup(child: ChildProcess, name: NodeJS.Signals): void {
  if (!child.pid) return;
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
