import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findExecutable } from './executables.ts';

const run = promisify(execFile);
const ANSWER_MS = 3_000;

/** True when a Docker engine answers, not merely when its client is installed. */
export async function dockerAnswers(): Promise<boolean> {
  const docker = findExecutable('docker');
  if (!docker) return false;
  try {
    const { stdout } = await run(docker, ['info', '--format', '{{.ServerVersion}}'], {
      timeout: ANSWER_MS,
      killSignal: 'SIGKILL',
    });
    return /^\d/.test(stdout.trim());
  } catch {
    return false; // no engine, no right to speak to it, or no answer in time: the next way is tried
  }
}
