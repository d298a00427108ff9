import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Runs a fixture and gives it together with the first JSON line that it prints. */
export async function runFixture<T>(
  name: string,
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<{ child: ChildProcess; said: T; lines: string[] }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'fixtures', name), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const lines: string[] = [];
  createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', (line) => lines.push(line));
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      lines.push(line);
      if (line.startsWith('{')) resolve({ child, said: JSON.parse(line) as T, lines });
    });
    child.once('exit', (code, signal) =>
      reject(new Error(`${name} ended (${signal ?? code}):\n${lines.join('\n')}`)),
    );
  });
}

export const exitOf = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once('exit', (code) => resolve(code)));

/** What runs in a folder or below it, by working directory: `pid command`. Zombies have none. Linux only. */
export function processesIn(folder: string): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        if (!`${readlinkSync(`/proc/${pid}/cwd`)}/`.startsWith(`${folder}/`)) return [];
        return [`${pid} ${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()}`];
      } catch {
        return []; // it has just ended
      }
    });
}

/** The local addresses, as /proc/net writes them, that a port of this machine is listened on. */
export function listenersOn(port: number): string[] {
  const LISTENING = '0A';
  return ['/proc/net/tcp', '/proc/net/tcp6']
    .flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, local, , state]) => state === LISTENING && Number.parseInt(local?.split(':')[1] ?? '', 16) === port,
    )
    .map(([, local]) => local?.split(':')[0] ?? '');
}

export async function until(check: () => boolean, deadlineMs = 10_000): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  while (!check()) {
    if (Date.now() > deadline)
      throw new Error(`did not become true within ${deadlineMs} ms: ${String(check)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
