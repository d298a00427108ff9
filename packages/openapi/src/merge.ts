import { isDeepStrictEqual } from 'node:util';
import type { OpenApiDocument } from './document.ts';

/** Two services claim the same thing: the published contract would be ambiguous. */
class ContractConflict extends Error {
  override readonly name = 'ContractConflict';
}

/**
 * One document of several services, in the order given.
 * @throws ContractConflict when two declare one operation, one operationId, or one schema name differently
 */
export function mergeDocuments(
  info: OpenApiDocument['info'],
  documents: readonly OpenApiDocument[],
): OpenApiDocument {
  const merged: OpenApiDocument = {
    openapi: '3.1.1',
    info,
    servers: [{ url: '/' }],
    paths: {},
    components: {},
  };
  const operationIds = new Set<string>();
  for (const { paths = {}, components = {}, 'x-sockets': sockets } of documents) {
    if (sockets !== undefined) merged['x-sockets'] = sockets;
    for (const [path, item] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(item as Record<string, { operationId: string }>)) {
        if (operationIds.has(operation.operationId))
          throw new ContractConflict(`two operations are called ${operation.operationId}`);
        operationIds.add(operation.operationId);
        const known = (merged.paths![path] ??= {}) as Record<string, unknown>;
        if (known[method] !== undefined) throw new ContractConflict(`${method} ${path} is declared twice`);
        known[method] = operation;
      }
    }
    for (const [kind, entries] of Object.entries(components)) {
      const all = merged.components as Record<string, Record<string, unknown>>;
      const known = (all[kind] ??= {});
      for (const [name, entry] of Object.entries(entries as Record<string, unknown>)) {
        if (known[name] !== undefined && !isDeepStrictEqual(known[name], entry))
          throw new ContractConflict(`${name} of ${kind} means two things`);
        known[name] = entry;
      }
    }
  }
  return merged;
}
