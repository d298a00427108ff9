import { createHash } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

type LockOptions = {
  /** How long to wait for the present holder, in milliseconds. */
  waitMs: number;
  /** Called once, with the holder's pid, when the lock has to be waited for. */
  onWait?: (holder: string) => void;
};

/** The lock's present holder did not let go in time. */
class LockHeldError extends Error {
  override readonly name = 'LockHeldError';
  constructor(what: string, holder: string) {
    super(`${what} is in use by process ${holder}`);
  }
}

const POLL_MS = 100;

/**
 * Makes this process the only one to work on `path`, and returns the function that ends that. The lock is a name
 * in the kernel's (Linux's abstract sockets), not a file: it goes with its process, even one that is killed, so
 * there is never a stale one to tell from a live one. Throws LockHeldError when the holder outlasts `waitMs`.
 */
export async function takeExclusiveLock(path: string, options: LockOptions): Promise<() => void> {
  const name = `\0chowk-${createHash('sha256').update(path).digest('hex')}`;
  const deadline = Date.now() + options.waitMs;
  let announced = false;
  for (;;) {
    const server = await tryToListen(name);
    if (server) return () => server.close();
    const holder = await askHolder(name);
    if (Date.now() >= deadline) throw new LockHeldError(path, holder);
    if (!announced) options.onWait?.(holder);
    announced = true;
    await sleep(POLL_MS);
  }
}

function tryToListen(name: string): Promise<Server | undefined> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(String(process.pid));
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen({ path: name, exclusive: true }, () => resolve(server.unref()));
  });
}

/** The holder tells its pid to whoever asks; one that is just going away, or too busy, is not named. */
function askHolder(name: string): Promise<string> {
  return new Promise((resolve) => {
    let pid = '';
    const socket = connect({ path: name, timeout: 1_000 });
    socket.on('data', (chunk) => (pid += String(chunk)));
    socket.on('timeout', () => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(pid || 'unknown'));
  });
}
