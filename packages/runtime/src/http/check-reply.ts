import { isDeepStrictEqual } from 'node:util';
import type { AppError } from '@chowk/contracts/errors';
import { z } from 'zod';
import { repliesOf, type RouteDeclaration } from './define-route.ts';
import type { Reply } from './reply.ts';

/** An answer that is not what its route declares: a fault of ours, found in tests. */
class ContractBreach extends Error {
  override readonly name = 'ContractBreach';
}

/**
 * Holds an answer against its declaration: status, kind, content type, headers, and the JSON as it goes out.
 * @throws ContractBreach naming what is not as declared
 */
export function checkReply(spec: RouteDeclaration, reply: Reply): void {
  const declared = repliesOf(spec).find(
    (candidate) => candidate.kind === reply.kind && candidate.status === reply.status,
  );
  if (!declared) throw breach(spec, `answers ${reply.kind} with ${reply.status}, which it does not declare`);
  for (const name of Object.keys(reply.headers ?? {})) {
    const known = name.toLowerCase();
    if (!UNDECLARED_HEADERS.has(known) && !Object.hasOwn(declared.headers ?? {}, known))
      throw breach(spec, `sends the header ${known}, which it does not declare`);
  }
  if (declared.kind === 'data' && reply.kind === 'data')
    checkJson(spec, declared.data, reply.data ?? null, 'data');
  if (declared.kind === 'list' && reply.kind === 'list') {
    reply.items.forEach((item, at) => checkJson(spec, declared.item, item, `data.items.${at}`));
    checkJson(spec, declared.beside ?? z.object({}), reply.beside, 'data');
  }
  if (declared.kind === 'file' && reply.kind === 'file') {
    const type = reply.contentType.split(';')[0]!.trim();
    if (!declared.contentTypes.includes(type))
      throw breach(spec, `answers ${type}, which it does not declare`);
  }
}

/** @throws ContractBreach when the code is not among those that the route declares */
export function checkError(spec: RouteDeclaration, error: AppError): void {
  if (!spec.allErrors.includes(error.code))
    throw breach(spec, `refuses with ${error.code}, which it does not declare`);
}

/** Headers of any answer, which no route needs to name. */
const UNDECLARED_HEADERS = new Set([
  'cache-control',
  'content-disposition',
  'content-length',
  'content-security-policy',
  'idempotency-replayed',
  'referrer-policy',
  'retry-after',
  'vary',
  'x-content-type-options',
  'x-frame-options',
  'x-robots-tag',
]);

function checkJson(spec: RouteDeclaration, schema: z.ZodType, value: unknown, path: string): void {
  const json: unknown = JSON.parse(JSON.stringify(value));
  const result = schema.safeParse(json);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw breach(spec, `${[path, ...issue!.path].join('.')}: ${issue!.message}`);
  }
  // An object schema drops keys that it does not name: what is gone was not declared.
  if (!isDeepStrictEqual(result.data, json))
    throw breach(spec, `${path} holds more than it declares: ${undeclaredPath(json, result.data, path)}`);
}

/** Path of the first place where the answer and what its schema made of it differ. */
function undeclaredPath(json: unknown, kept: unknown, path: string): string {
  if (json === null || typeof json !== 'object' || kept === null || typeof kept !== 'object') return path;
  for (const [key, value] of Object.entries(json)) {
    const other = (kept as Record<string, unknown>)[key];
    if (!isDeepStrictEqual(value, other)) return undeclaredPath(value, other, `${path}.${key}`);
  }
  return path;
}

const breach = (spec: RouteDeclaration, what: string): ContractBreach =>
  new ContractBreach(`${spec.method} ${spec.path} ${what}`);
