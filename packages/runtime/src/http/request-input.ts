import { AppError, validationDetails } from '@chowk/contracts/errors';
import type { Request } from 'express';
import type { z } from 'zod';
import type { UserIdentity } from '../identity/identity.ts';
import type { RouteDeclaration } from './define-route.ts';
import { idempotentRequest, type IdempotentRequest } from './idempotent-request.ts';

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
  throw new AppError('VALIDATION_FAILED', { details: validationDetails(result.error.issues, prefix) });
}

/**
 * The Idempotency-Key of a request with its scope, where the route takes one.
 * @throws AppError IDEMPOTENCY_KEY_REQUIRED, VALIDATION_FAILED
 */
export function readIdempotencyKey(
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
  const { method, path } = spec;
  return idempotentRequest({
    userId: user?.userId,
    method,
    path,
    params: spec.params && params,
    body: Buffer.isBuffer(request.body) ? request.body : body,
    key,
  });
}
