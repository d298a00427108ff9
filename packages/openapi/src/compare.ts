import { apiDiff } from 'api-smart-diff';
import type { OpenApiDocument } from './document.ts';

/**
 * What would break a client between two published documents, a line each: an operation or a field of an
 * answer that is gone, a field that has become required in a request, a type or an enum that is narrower.
 * Only what stands below `paths` is judged: the tool takes every named schema for one of a request.
 */
export function breakingChanges(before: OpenApiDocument, after: OpenApiDocument): string[] {
  return apiDiff(before, after)
    .filter(({ type, path }) => type === 'breaking' && path[0] === 'paths')
    .map(({ action, path }) => `${action} ${path.map(String).join(' > ')}`);
}
