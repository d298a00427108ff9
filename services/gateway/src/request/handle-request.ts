import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { BlockList } from 'node:net';
import { AppError } from '@chowk/contracts/errors';
import { errorBody } from '@chowk/runtime/http';
import { IDENTITY_HEADER, type IdentitySigner } from '@chowk/runtime/identity';
import { newId } from '@chowk/runtime/ids';
import type { Logger } from '@chowk/runtime/log';
import { withSpan, withRequestContext, traceHeaders } from '@chowk/runtime/telemetry';
import { forward } from '../proxy/forward.ts';
import type { UpstreamPool } from '../proxy/upstream-pool.ts';
import { canonicalPath, isSafePath } from '../routing/match-route.ts';
import type { RouteEntry, Upstream } from '../routing/route-table.ts';
import { clientAddress } from './client-address.ts';
import { answerCors } from './cors.ts';
import type { Gate } from './gate.ts';
import { upstreamHeaders } from './upstream-headers.ts';

const REQUEST_ID = /^[\w.:-]{1,128}$/;

export interface PipelineParts {
  gate: Gate;
  match: (path: string) => RouteEntry | undefined;
  upstreams: Record<Upstream, UpstreamPool>;
  signer: IdentitySigner;
  securityHeaders: ReadonlyArray<readonly [string, string]>;
  corsOrigins: ReadonlySet<string>;
  trustedProxies: BlockList;
  /** Answers the gateway's own addresses: health, error catalogue. */
  ownPages: RequestListener;
  isOwnPath: (path: string) => boolean;
  logger: Logger;
}

/**
 * What every request goes through, in this order: id and trace, security headers, CORS, own pages, route,
 * address lists, token, rate limit, identity for the service, deadline, proxy, access log.
 */
export function createRequestHandler(parts: PipelineParts): RequestListener {
  const { logger } = parts;
  return (request, response) => {
    const start = performance.now();
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : newId('req');
    response.setHeader('x-request-id', requestId);
    for (const [name, value] of parts.securityHeaders) response.setHeader(name, value);
    if (answerCors(request, response, parts.corsOrigins)) return;

    const url = request.url ?? '/';
    const queryAt = url.indexOf('?');
    const path = canonicalPath(queryAt < 0 ? url : url.slice(0, queryAt));
    if (parts.isOwnPath(path)) return parts.ownPages(request, response);

    const entry = isSafePath(path) ? parts.match(path) : undefined;
    void withRequestContext({ requestId }, () =>
      withSpan({ name: `gateway ${request.method}`, kind: 'SERVER', headers: request.headers }, async () => {
        try {
          if (!isSafePath(path)) throw new AppError('BAD_REQUEST');
          if (!entry) throw new AppError('NOT_FOUND');
          const target = queryAt < 0 ? path : path + url.slice(queryAt);
          await passOn(parts, request, response, entry, target, requestId);
        } catch (error) {
          answerError(request, response, error, logger);
        }
        logger.info(
          {
            method: request.method,
            route: entry?.prefix ?? 'unmatched',
            status: response.statusCode,
            ms: Math.round((performance.now() - start) * 10) / 10,
          },
          'request',
        );
      }),
    );
  };
}

async function passOn(
  parts: PipelineParts,
  request: IncomingMessage,
  response: ServerResponse,
  entry: RouteEntry,
  target: string,
  requestId: string,
): Promise<void> {
  const address = clientAddress(request, parts.trustedProxies);
  parts.gate.checkAddress(address);
  const user = await parts.gate.admit(request, entry, address, (name, value) =>
    response.setHeader(name, value),
  );
  await forward(request, response, {
    upstream: parts.upstreams[entry.service],
    method: request.method ?? 'GET',
    path: target,
    headers: upstreamHeaders(request, {
      [IDENTITY_HEADER]: parts.signer.sign(entry.service, user),
      'x-client-ip': address,
      'x-forwarded-for': address,
      'x-request-id': requestId,
      'x-deadline-ms': String(entry.timeoutMs),
      ...traceHeaders(),
    }),
    timeoutMs: entry.timeoutMs,
    bodyLimitBytes: entry.bodyLimitBytes,
  });
}

/** Answers an error of ours; services answer theirs themselves. */
function answerError(
  request: IncomingMessage,
  response: ServerResponse,
  thrown: unknown,
  logger: Logger,
): void {
  const error = thrown instanceof AppError ? thrown : new AppError('SERVER_ERROR', { cause: thrown });
  if (error.status >= 500) logger.warn({ err: thrown }, 'request failed at the gateway');
  if (response.headersSent) return;
  if (error.retryAfter !== undefined) response.setHeader('retry-after', String(error.retryAfter));
  if (error.status === 401) response.setHeader('www-authenticate', 'Bearer');
  const body = Buffer.from(JSON.stringify(errorBody(error)));
  // The rest of a body that was not read would be taken for the next request on this connection.
  if (!request.complete) response.setHeader('connection', 'close');
  response.writeHead(error.status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    'cache-control': 'no-store',
  });
  response.end(body);
}
