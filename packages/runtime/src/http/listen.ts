import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RunningHttpServer {
  server: Server;
  port: number;
  /** Takes no new connection and resolves when every request under way has been answered. */
  stop(): Promise<void>;
}

/** Listens; port 0 takes a free one. */
export async function listen(
  app: RequestListener,
  options: { host: string; port: number },
): Promise<RunningHttpServer> {
  const server = createServer({ keepAliveTimeout: 65_000 }, app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    server,
    port: (server.address() as AddressInfo).port,
    stop: () => drainHttpServer(server),
  };
}

/**
 * Takes no new connection and resolves when every request under way has been answered. Connections kept
 * alive are closed as soon as they fall idle: a client that keeps one open would hold us up otherwise.
 */
export async function drainHttpServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const closeIdle = setInterval(() => server.closeIdleConnections(), 25);
  server.closeIdleConnections();
  await closed;
  clearInterval(closeIdle);
}
