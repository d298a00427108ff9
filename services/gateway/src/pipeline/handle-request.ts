import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { AppError } from '@chowk/contracts/errors';
import { newId } from '@chowk/runtime/ids';
import { withRequestContext, withSpan } from '@chowk/runtime/telemetry';
import { clientAddress } from '../access-control/access-control.ts';
import { forward } from '../proxy/proxy.ts';
import { canonicalPath, isSafePath, type GatewayRoute } from '../routing/routing.ts';
import { clientRequestId } from './client-trace.ts';
import { answerCors } from './cors.ts';
import { sendError } from './errors.ts';
import type { PipelineDeps } from './deps.ts';
import { securityHeaders } from './security-headers.ts';
import { gatewayHeaders, upstreamHeaders } from './upstream-headers.ts';

/** What becomes known of a request on its way, for the access log. */
interface AccessFacts {
  address: string;
  route?: GatewayRoute;
  userId?: string;
}

/**
 * What every request goes through, in this order: id and trace, security headers, CORS, own pages, route,
 * address lists, token, rate limit, identity for the service, deadline, proxy, access log.
 */
export function createRequestHandler(deps: PipelineDeps): RequestListener {
  const { logger } = deps;
  const headers = securityHeaders();
  return (request, response) => {
    const start = performance.now();
    const requestId = newId('req');
    response.setHeader('x-request-id', requestId);
    for (const [name, value] of headers) response.setHeader(name, value);
    if (answerCors(request, response, deps.corsOrigins)) return;

    const url = request.url ?? '/';
    const queryAt = url.indexOf('?');
    const path = canonicalPath(queryAt < 0 ? url : url.slice(0, queryAt));
    const target = queryAt < 0 ? path : path + url.slice(queryAt);
    if (deps.pages.serves(path)) {
      // The pages know canonical paths only.
      request.url = target;
      return withRequestContext({ requestId }, () => deps.pages.handle(request, response));
    }

    const facts: AccessFacts = { address: clientAddress(request, deps.trustedProxies) };
    const clientsOwn = clientRequestId(request.headers);
    const span = {
      name: `gateway ${request.method}`,
      kind: 'SERVER' as const,
      strangersHeaders: request.headers,
      attributes: clientsOwn,
    };
    void withRequestContext({ requestId }, () =>
      withSpan(span, async () => {
        try {
          facts.route = findRoute(deps, request, response, path);
          await proxyRequest(deps, request, response, { target, requestId, route: facts.route, facts });
        } catch (error) {
          sendError(request, response, error, logger);
        }
        logger.info(
          {
            method: request.method,
            route: facts.route?.path ?? 'unmatched',
            status: response.statusCode,
            ms: Math.round((performance.now() - start) * 10) / 10,
            client: deps.clientHash(facts.address),
            ...(facts.userId !== undefined && { userId: facts.userId }),
            ...clientsOwn,
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

/** Whether doing it twice does it once: it reads, or has an Idempotency-Key and a route that honours it. */
const isRepeatable = ({ method, headers }: IncomingMessage, route: GatewayRoute): boolean =>
  method === 'GET' || method === 'HEAD' || (route.isIdempotent && headers['idempotency-key'] !== undefined);

async function proxyRequest(
  deps: PipelineDeps,
  request: IncomingMessage,
  response: ServerResponse,
  {
    target,
    requestId,
    route,
    facts,
  }: { target: string; requestId: string; route: GatewayRoute; facts: AccessFacts },
): Promise<void> {
  const { address } = facts;
  deps.access.checkAddress(address);
  const user = await deps.access.authorize(request, route, address, (name, value) =>
    response.setHeader(name, value),
  );
  if (user) facts.userId = user.userId;
  const headers = gatewayHeaders(deps.signer, route, { user, address, requestId });
  if (route.service === 'gateway') return deps.ownRoutes(request, response, { target, headers });
  await forward(request, response, {
    upstream: deps.upstreams[route.service],
    method: request.method ?? 'GET',
    path: target,
    headers: upstreamHeaders(request, headers),
    timeoutMs: route.deadlineMs,
    isRepeatable: isRepeatable(request, route),
    bodyLimitBytes: route.bodyLimitBytes,
  });
}
