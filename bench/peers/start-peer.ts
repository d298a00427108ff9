import { setTimeout as sleep } from 'node:timers/promises';
import { startTied, type TiedProcess } from '@chowk/devstack';

const READY_MS = 120_000;

/**
 * Starts a peer's server under this process's Node and waits until it is ready. It does not outlive this process.
 * @throws Error with its last lines when it ends before that, or takes too long
 */
export async function startPeer(options: {
  name: string;
  folder: string;
  args: string[];
  env: Record<string, string>;
  ready: (lines: string[]) => boolean | Promise<boolean>;
}): Promise<TiedProcess> {
  const { name, folder, args, env, ready } = options;
  const lines: string[] = [];
  const child = startTied({
    name,
    command: process.execPath,
    args,
    cwd: folder,
    env: { ...peerEnv(), ...env },
    knownBy: folder,
    deathSignal: 'SIGKILL',
    onLine: (line) => void lines.push(line),
  });
  const deadline = performance.now() + READY_MS;
  while (!(await ready(lines))) {
    if (child.exit || performance.now() > deadline) {
      await child.kill9();
      throw new Error(
        `${name} did not start: ${
          lines
            .filter((line) => /error/i.test(line))
            .slice(-3)
            .join(' / ') || child.lastLines().slice(-5).join(' / ')
        }`,
      );
    }
    await sleep(100);
  }
  return child;
}

/** Nothing of our own environment but what a program needs to run. */
export const peerEnv = (): Record<string, string | undefined> => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  MEDUSA_DISABLE_TELEMETRY: 'true',
  VENDURE_DISABLE_TELEMETRY: 'true',
});

/** True when a page answers well. */
export async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false; // not listening yet
  }
}
