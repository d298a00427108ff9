import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

type RunOptions = {
  env?: NodeJS.ProcessEnv;
  /** Called for each line of standard output, for progress. */
  onLine?: (line: string) => void;
};

/** A command that could not be started or ended with another code than 0. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/**
 * Ends the program when its starter is killed: an install that goes on after its installer would be in the way of
 * the next one. The kernel tells a child (pdeathsig), but forgets to where a program changes its user for a moment,
 * as apt-get does. So the one that is told is a shell in between.
 */
const SUPERVISOR = 'trap \'kill -9 "$child"\' TERM; "$@" & child=$!; wait "$child"';

/** Runs a program without a shell and returns its standard output. Throws CommandError with the end of its output. */
export function runCommand(file: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('setpriv', ['--pdeathsig=TERM', '--', 'sh', '-c', SUPERVISOR, file, file, ...args], {
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: '/',
    });
    const lines: string[] = [];
    const errors: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      options.onLine?.(line);
    });
    createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
    child.on('error', (cause) =>
      reject(new CommandError(`${file} could not be started: ${cause.message}`, { cause })),
    );
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(lines.join('\n'));
      const tail = [...lines.slice(-5), ...errors.slice(-10)].join('\n');
      reject(new CommandError(`${file} ${args[0] ?? ''} ended with ${signal ?? `code ${code}`}:\n${tail}`));
    });
  });
}
