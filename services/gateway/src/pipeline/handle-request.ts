import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { AppError } from '@chowk/contracts/errors';
import { newId } from '@chowk/runtime/ids';
import { withRequestContext, withSpan } from '@chowk/runtime/telemetry';
import { clientAddress } from '../access-control/access-control.ts';
import { forward } from '../proxy/proxy.ts';
import { canonicalPath, isSafePath, type GatewayRoute } from '../routing/routing.ts';
import { answerCors } from './cors.ts';
import { sendError } from './errors.ts';
import type { PipelineDeps } from './deps.ts';
import { securityHeaders } from './security-headers.ts';
import { gatewayHeaders, upstreamHeaders } from './upstream-headers.ts';

const REQUEST_ID = /^[\w.:-]{1,128}$/;

/**
 * What every request goes through, in this order: id and trace, security headers, CORS, own pages, route,
 * address lists, token, rate limit, identity for the service, deadline, proxy, access log.
 */
export function createRequestHandler(deps: PipelineDeps): RequestListener {
  const { logger } = deps;
  const headers = securityHeaders();
  return (request, response) => {
    const start = performance.now();
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : newId('req');
    response.setHeader('x-request-id', requestId);
    for (const [name, value] of headers) response.setHeader(name, value);
    if (answerCors(request, response, deps.corsOrigins)) return;

    const url = request.url ?? '/';
    const queryAt = url.indexOf('?');
    const path = canonicalPath(queryAt < 0 ? url : url.slice(0, queryAt));
    if (deps.pages.serves(path))
      return withRequestContext({ requestId }, () => deps.pages.handle(request, response));

    const target = queryAt < 0 ? path : path + url.slice(queryAt);
    let route: GatewayRoute | undefined;
    void withRequestContext({ requestId }, () =>
      withSpan({ name: `gateway ${request.method}`, kind: 'SERVER', headers: request.headers }, async () => {
        try {
          route = findRoute(deps, request, response, path);
          await proxyRequest(deps, request, response, route, target, requestId);
        } catch (error) {
          sendError(request, response, error, logger);
        }
        logger.info(
          {
            method: request.method,
            route: route?.path ?? 'unmatched',
            status: response.statusCode,
            ms: Math.round((performance.now() - start) * 10) / 10,
          },
          'request',
        );
      }),
    );
  };
}

/** @throws AppError BAD_REQUEST, NOT_FOUND, METHOD_NOT_ALLOWED with the header Allow */
function findRoute(
  deps: PipelineDeps,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): GatewayRoute {
  if (!isSafePath(path)) throw new AppError('BAD_REQUEST');
  const found = deps.match(request.method ?? 'GET', path);
  if (!found) throw new AppError('NOT_FOUND');
  if ('route' in found) return found.route;
  response.setHeader('allow', found.allowed.join(', '));
  throw new AppError('METHOD_NOT_ALLOWED');
}

async function proxyRequest(
  deps: PipelineDeps,
  request: IncomingMessage,
  response: ServerResponse,
  route: GatewayRoute,
  target: string,
  requestId: string,
): Promise<void> {
  const address = clientAddress(request, deps.trustedProxies);
  deps.access.checkAddress(address);
  const user = await deps.access.authorize(request, route, address, (name, value) =>
    response.setHeader(name, value),
  );
  const headers = gatewayHeaders(deps.signer, route, { user, address, requestId });
  if (route.service === 'gateway') return deps.ownRoutes(request, response, { target, headers });
  await forward(request, response, {
    upstream: deps.upstreams[route.service],
    method: request.method ?? 'GET',
    path: target,
    headers: upstreamHeaders(request, headers),
    timeoutMs: route.deadlineMs,
    bodyLimitBytes: route.bodyLimitBytes,
  });
}
