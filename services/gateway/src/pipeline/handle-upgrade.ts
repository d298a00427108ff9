import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '@chowk/contracts/errors';
import { newId } from '@chowk/runtime/ids';
import { withRequestContext, withSpan } from '@chowk/runtime/telemetry';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { clientAddress } from '../access-control/access-control.ts';
import { clientRequestId } from './client-trace.ts';
import type { Upstream } from '../routing/routing.ts';
import { refuseSocket } from './errors.ts';
import type { PipelineDeps } from './deps.ts';
import { gatewayHeaders, upstreamHeaders } from './upstream-headers.ts';

/**
 * Passes WebSocket upgrades on to notify. Address, rate limit and a bearer token, where there is one, are
 * checked before the 101. A browser cannot set that header: its token comes inside the Socket.IO handshake,
 * where notify checks it before anything is joined or sent.
 */
export function createUpgradeHandler(
  deps: PipelineDeps,
): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  const targets = new Map<string, ReturnType<typeof createProxyMiddleware>>();
  const proxyTo = (target: string) => {
    let proxy = targets.get(target);
    if (!proxy) {
      proxy = createProxyMiddleware({
        target,
        ws: true,
        on: {
          error: (err, _request, socket) => {
            deps.logger.warn({ err }, 'a socket was lost');
            (socket as Duplex).destroy();
          },
        },
      });
      targets.set(target, proxy);
    }
    return proxy;
  };

  return (request, socket, head) => {
    socket.on('error', (err) => deps.logger.debug({ err }, 'client socket failed'));
    const requestId = newId('req');
    const clientsOwn = clientRequestId(request.headers);
    const address = clientAddress(request, deps.trustedProxies);
    const span = {
      name: 'gateway UPGRADE',
      kind: 'SERVER' as const,
      strangersHeaders: request.headers,
      attributes: clientsOwn,
    };
    const log = (facts: object): void =>
      deps.logger.info(
        { method: 'UPGRADE', client: deps.clientHash(address), ...facts, ...clientsOwn },
        'request',
      );
    void withRequestContext({ requestId }, () =>
      withSpan(span, () => admit(deps, request, address, requestId)).then(
        ({ service, path, userId }) => {
          log({ route: path, status: 101, ...(userId !== undefined && { userId }) });
          const proxy = proxyTo(deps.upstreams[service].address());
          proxy.upgrade(request, socket as Parameters<typeof proxy.upgrade>[1], head);
        },
        (error: unknown) => log({ status: refuseSocket(socket, error, deps.logger) }),
      ),
    );
  };
}

/** An upgrade that is let in. */
interface AdmittedUpgrade {
  service: Upstream;
  /** Declared path. */
  path: string;
  /** Undefined for a browser's, whose token comes later. */
  userId: string | undefined;
}

/**
 * Checks an upgrade and gives it our header fields.
 * @throws AppError NOT_FOUND, FORBIDDEN, UNAUTHORIZED, RATE_LIMITED, UPSTREAM_UNAVAILABLE
 */
async function admit(
  deps: PipelineDeps,
  request: IncomingMessage,
  address: string,
  requestId: string,
): Promise<AdmittedUpgrade> {
  const found = deps.match('GET', (request.url ?? '/').split('?')[0]!);
  if (!found || !('route' in found)) throw new AppError('NOT_FOUND');
  const { route } = found;
  if (route.service === 'gateway' || !route.path.startsWith('/socket.io/')) throw new AppError('NOT_FOUND');
  deps.access.checkAddress(address);
  const user = await deps.access.authorize(request, route, address, () => undefined);
  const { upgrade, connection } = request.headers;
  const kept = upstreamHeaders(request, {
    ...gatewayHeaders(deps.signer, route, { user, address, requestId }),
    upgrade: upgrade ?? '',
    connection: connection ?? '',
  });
  // The proxy sends on `headers`, so ours take their place: nothing that the client claimed is left.
  request.headers = {};
  for (let i = 0; i < kept.length; i += 2) request.headers[kept[i]!] = kept[i + 1]!;
  return { service: route.service, path: route.path, userId: user?.userId };
}
