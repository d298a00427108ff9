import { createHash } from 'node:crypto';
import { AppError, type ErrorDetail } from '@chowk/contracts/errors';
import type { Request } from 'express';
import type { z } from 'zod';
import type { UserIdentity } from '../identity/identity.ts';
import type { IdempotentRequest } from './bind-routes.ts';
import { clientAddress } from './client-address.ts';
import type { RouteDeclaration } from './define-route.ts';

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;
/** An answer names so many problems at the most, however many a body has: what people read stays short. */
const MAX_DETAILS = 20;

/** What a request says, as its route declares it. */
export interface RequestInput {
  params: unknown;
  query: unknown;
  headers: unknown;
  body: unknown;
}

/** @throws AppError VALIDATION_FAILED naming each part that is not as declared */
export function parseInput(spec: RouteDeclaration, request: Request): RequestInput {
  return {
    params: parsed(spec.params, request.params, 'params'),
    query: parsed(spec.query, request.query, 'query'),
    headers: parsed(spec.headers, request.headers, 'headers'),
    body: spec.rawBody || spec.multipart ? undefined : parsed(spec.body, request.body, ''),
  };
}

function parsed(schema: z.ZodType | undefined, value: unknown, prefix: string): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new AppError('VALIDATION_FAILED', { details: detailsOf(result.error.issues, prefix) });
}

function detailsOf(issues: readonly z.core.$ZodIssue[], prefix: string): ErrorDetail[] {
  const details: ErrorDetail[] = [];
  for (const issue of issues) {
    // zod reports unknown keys together at their parent; clients want each key by itself.
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
    for (const key of keys) {
      if (details.length === MAX_DETAILS) return details;
      const path = [prefix, ...issue.path, key].filter((part) => part !== undefined && part !== '').join('.');
      details.push({ path, message: key === undefined ? issue.message : 'Unrecognized key' });
    }
  }
  return details;
}

/** A JSON text that does not depend on the order of keys. */
const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? '';

/**
 * The Idempotency-Key of a request with its scope, where the route takes one. The scope is made of what the
 * route declares and parsed, so that no other spelling of an address is another scope.
 * @throws AppError IDEMPOTENCY_KEY_REQUIRED, VALIDATION_FAILED
 */
export function idempotentRequest(
  spec: RouteDeclaration,
  request: Request,
  { params, body }: RequestInput,
  user: UserIdentity | undefined,
): IdempotentRequest | undefined {
  if (!spec.idempotency) return undefined;
  const key = request.get('idempotency-key');
  if (key === undefined) {
    if (spec.idempotency === 'required') throw new AppError('IDEMPOTENCY_KEY_REQUIRED');
    return undefined;
  }
  if (!IDEMPOTENCY_KEY.test(key)) {
    throw new AppError('VALIDATION_FAILED', {
      details: [{ path: 'headers.idempotency-key', message: 'must be 1 to 255 visible ASCII characters' }],
    });
  }
  // Strangers share no account, so their address keeps one from being answered with another's.
  const who = user?.userId ?? `anonymous ${clientAddress(request.headers) ?? ''}`;
  const what = spec.params ? ` ${canonicalJson(params)}` : '';
  const content = Buffer.isBuffer(request.body) ? request.body : canonicalJson(body);
  return {
    scope: `${who} ${spec.method} ${spec.path}${what}`,
    key,
    requestHash: createHash('sha256').update(content).digest('base64url'),
  };
}
