import type { RequestListener, Server, ServerOptions, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '@chowk/contracts/errors';
import { Health } from '../lifecycle/health.ts';
import { Connections, INSTANCE_HEADER } from './connections.ts';
import { errorBody } from './error-handler.ts';

export interface RunningHttpServer {
  server: Server;
  port: number;
  /** Takes no new connection and resolves when every request under way has been answered. */
  stop(): Promise<void>;
}

/** A server that answers from its first moment, that it is alive and not ready, until it is given its app. */
export interface HttpEntrance extends RunningHttpServer {
  /** From now on requests are for this app. */
  mount(app: RequestListener): void;
  /** Longest time in ms that a stop waits for answers. */
  readonly drainMs: number;
}

interface EntranceOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  health: Health;
  /** How long a connection may be idle, in ms; clients are told, and give it up before that. */
  keepAliveMs: number;
  /** How long idle connections may stay, in ms, whose clients have not heard that we leave; 0 ends them at once. */
  idleMs: number;
  drainMs: number;
  server?: ServerOptions;
}

/** Listens at once. Everything but the health pages is 503 until `mount`. */
export async function openEntrance(options: EntranceOptions): Promise<HttpEntrance> {
  const { host, port, health, keepAliveMs, idleMs, drainMs } = options;
  let app: RequestListener = notYet(health);
  const connections = new Connections({ keepAliveTimeout: keepAliveMs, ...options.server });
  const { server } = connections;
  server.on('request', (request, response) => app(request, response));
  health.onStopping(() => connections.leaving());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  let stopped: Promise<void> | undefined;
  return {
    server,
    port: (server.address() as AddressInfo).port,
    drainMs,
    mount: (mounted) => void (app = mounted),
    stop: () => (stopped ??= connections.drain({ idleMs, limitMs: drainMs })),
  };
}

/** Serves an app that waits for nothing; port 0 takes a free one. */
export async function listen(
  app: RequestListener,
  address: Pick<EntranceOptions, 'host' | 'port'>,
): Promise<RunningHttpServer> {
  const health = new Health();
  const entrance = await openEntrance({ ...address, health, keepAliveMs: 5_000, idleMs: 0, drainMs: 10_000 });
  entrance.mount(app);
  return entrance;
}

const ALIVE = ['/livez', '/healthz'];

const notYet =
  (health: Health): RequestListener =>
  (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    if (ALIVE.includes(path)) return sendJson(response, 200, { status: 'ok' });
    // The gateway asks another replica at once: nothing has been done here.
    response.setHeader(INSTANCE_HEADER, 'starting');
    response.setHeader('retry-after', '1');
    if (path !== '/readyz') return sendJson(response, 503, errorBody(new AppError('UPSTREAM_UNAVAILABLE')));
    void health.check().then((report) => sendJson(response, 503, { ...report, ready: false }));
  };

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
