import type { ErrorCode } from '@chowk/contracts/errors';

/** What of a declaration decides which codes follow from it. */
interface RouteTraits {
  auth: string | readonly string[];
  params?: unknown;
  query?: unknown;
  headers?: unknown;
  body?: unknown;
  rawBody?: unknown;
  multipart?: unknown;
  idempotency?: 'required' | 'optional';
  reply: { kind: string } | ReadonlyArray<{ kind: string }>;
}

/** Codes that the app itself can answer for a route, by what the route declares. */
export function impliedErrors(spec: RouteTraits): ErrorCode[] {
  const codes: ErrorCode[] = ['BAD_REQUEST', 'UNAUTHORIZED', 'SERVER_ERROR'];
  // Of the database and of neighbours, and of the gateway for the service itself.
  codes.push('OVERLOADED', 'UPSTREAM_UNAVAILABLE', 'UPSTREAM_TIMEOUT');
  if (typeof spec.auth !== 'string') codes.push('FORBIDDEN');
  if (spec.params || spec.query || spec.headers || spec.body || spec.multipart)
    codes.push('VALIDATION_FAILED');
  if (spec.body || spec.rawBody || spec.multipart) codes.push('PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE');
  if ('kind' in spec.reply && spec.reply.kind === 'list') codes.push('INVALID_CURSOR');
  if (spec.idempotency) codes.push('VALIDATION_FAILED', 'IDEMPOTENCY_IN_PROGRESS', 'IDEMPOTENCY_MISMATCH');
  if (spec.idempotency === 'required') codes.push('IDEMPOTENCY_KEY_REQUIRED');
  return codes;
}
