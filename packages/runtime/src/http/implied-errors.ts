import type { ErrorCode } from '@chowk/contracts/errors';
import type { RouteDeclaration } from './define-route.ts';

/** Codes that the app itself can answer for a route, by what the route declares. */
export function impliedErrors(
  spec: Pick<
    RouteDeclaration,
    | 'method'
    | 'auth'
    | 'params'
    | 'query'
    | 'headers'
    | 'body'
    | 'rawBody'
    | 'multipart'
    | 'idempotency'
    | 'reply'
  >,
): ErrorCode[] {
  const codes: ErrorCode[] = ['BAD_REQUEST', 'UNAUTHORIZED', 'SERVER_ERROR', 'OVERLOADED'];
  if (spec.auth !== 'public' && spec.auth !== 'optional' && spec.auth !== 'user') codes.push('FORBIDDEN');
  if (spec.params || spec.query || spec.headers || spec.body || spec.multipart)
    codes.push('VALIDATION_FAILED');
  if (spec.body || spec.rawBody || spec.multipart) codes.push('PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE');
  if ('kind' in spec.reply && spec.reply.kind === 'list') codes.push('INVALID_CURSOR');
  if (spec.idempotency) codes.push('VALIDATION_FAILED', 'IDEMPOTENCY_IN_PROGRESS', 'IDEMPOTENCY_MISMATCH');
  if (spec.idempotency === 'required') codes.push('IDEMPOTENCY_KEY_REQUIRED');
  return codes;
}
