import type { IncomingMessage, ServerResponse } from 'node:http';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const HEADERS =
  'authorization, content-type, idempotency-key, if-match, if-none-match, x-guest-token, x-request-id';
const EXPOSED =
  'etag, retry-after, ratelimit, ratelimit-policy, idempotency-replayed, x-request-id, x-guest-token';

/**
 * Cross-origin answers for an exact list of origins, never a wildcard.
 * @returns true when the request was a preflight and has been answered.
 */
export function answerCors(
  request: IncomingMessage,
  response: ServerResponse,
  origins: ReadonlySet<string>,
): boolean {
  const origin = request.headers.origin;
  if (origin === undefined) return false;
  response.setHeader('vary', 'Origin');
  const allowed = origins.has(origin);
  if (allowed) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', EXPOSED);
  }
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined)
    return false;
  if (allowed) {
    response.setHeader('access-control-allow-methods', METHODS);
    response.setHeader('access-control-allow-headers', HEADERS);
    response.setHeader('access-control-max-age', '600');
  }
  response.writeHead(204).end();
  return true;
}
