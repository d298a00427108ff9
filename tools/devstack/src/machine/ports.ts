import { createServer } from 'node:net';

// Below the kernel's range for outgoing connections (32768 and up), so that no client socket takes the port
// between our look and the server's bind.
const FIRST_PORT = 20_000;
const LAST_PORT = 29_999;
const ATTEMPTS = 200;

/** Ports handed out by this process and perhaps not bound yet. */
const handedOut = new Set<number>();

/** A loopback TCP port that nothing listens on and that this process has not handed out before. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT + 1));
    if (handedOut.has(port) || !(await isPortFree(port))) continue;
    handedOut.add(port);
    return port;
  }
  throw new Error(`no free port found between ${FIRST_PORT} and ${LAST_PORT}`);
}

export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
