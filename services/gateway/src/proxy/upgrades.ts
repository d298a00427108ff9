import type { IncomingMessage } from 'node:http';
import type { BlockList } from 'node:net';
import type { Duplex } from 'node:stream';
import { AppError } from '@chowk/contracts/errors';
import { IDENTITY_HEADER, type IdentitySigner } from '@chowk/runtime/identity';
import { newId } from '@chowk/runtime/ids';
import type { Logger } from '@chowk/runtime/log';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { clientAddress } from '../request/client-address.ts';
import type { Gate } from '../request/gate.ts';
import { upstreamHeaders } from '../request/upstream-headers.ts';
import type { RouteEntry, Upstream } from '../routing/route-table.ts';
import type { UpstreamPool } from './upstream-pool.ts';

interface UpgradeParts {
  gate: Gate;
  match: (path: string) => RouteEntry | undefined;
  upstreams: Record<Upstream, UpstreamPool>;
  signer: IdentitySigner;
  trustedProxies: BlockList;
  logger: Logger;
}

/**
 * Passes WebSocket upgrades on to notify. Address, rate limit and a bearer token, where there is one, are
 * checked before the 101. A browser cannot set that header: its token comes inside the Socket.IO handshake,
 * where notify checks it before anything is joined or sent.
 */
export function createUpgradeHandler(
  parts: UpgradeParts,
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
            parts.logger.warn({ err }, 'a socket was lost');
            (socket as Duplex).destroy();
          },
        },
      });
      targets.set(target, proxy);
    }
    return proxy;
  };

  return (request, socket, head) => {
    socket.on('error', (err) => parts.logger.debug({ err }, 'client socket failed'));
    void admit(parts, request).then(
      (service) => {
        const proxy = proxyTo(parts.upstreams[service].address());
        proxy.upgrade(request, socket as Parameters<typeof proxy.upgrade>[1], head);
      },
      (error: unknown) => {
        const { status, code } = error instanceof AppError ? error : new AppError('SERVER_ERROR');
        if (!(error instanceof AppError)) parts.logger.error({ err: error }, 'upgrade failed');
        const body = JSON.stringify({ success: false, error: code, code });
        socket.end(
          `HTTP/1.1 ${status} ${code}\r\nconnection: close\r\ncontent-type: application/json\r\n` +
            `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        );
      },
    );
  };
}

/** Checks an upgrade and gives it our header fields. Returns the service it is for. */
async function admit(parts: UpgradeParts, request: IncomingMessage): Promise<Upstream> {
  const entry = parts.match((request.url ?? '/').split('?')[0]!);
  if (entry?.prefix !== '/socket.io') throw new AppError('NOT_FOUND');
  const address = clientAddress(request, parts.trustedProxies);
  parts.gate.checkAddress(address);
  const user = await parts.gate.admit(request, entry, address, () => undefined);
  const { upgrade, connection } = request.headers;
  const kept = upstreamHeaders(request, {
    [IDENTITY_HEADER]: parts.signer.sign(entry.service, user),
    'x-client-ip': address,
    'x-request-id': newId('req'),
    upgrade: upgrade ?? '',
    connection: connection ?? '',
  });
  // The proxy sends on `headers`, so ours take their place: nothing that the client claimed is left.
  request.headers = {};
  for (let i = 0; i < kept.length; i += 2) request.headers[kept[i]!] = kept[i + 1]!;
  return entry.service;
}
