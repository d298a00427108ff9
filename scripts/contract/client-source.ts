import type { OpenApiDocument } from '@chowk/openapi';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';

const HEADER = '// Made by `npm run contract` from the declared routes. Not edited by hand.\n';

/** The types of the document: operations, and schemas by name. */
export async function clientTypes(document: OpenApiDocument): Promise<string> {
  // A field with a default may be left out of a request: to the generator that must be said.
  const ast = await openapiTS(structuredClone(document) as unknown as OpenAPI3, {
    defaultNonNullable: false,
  });
  return HEADER + astToString(ast);
}

/** Where each operation lives, by its id. */
export function operationsTable(document: OpenApiDocument): string {
  const rows = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, { operationId: string }>).map(
      ([method, { operationId }]) =>
        `  ${operationId}: { method: '${method.toUpperCase()}', path: '${path}' },\n`,
    ),
  );
  return `${HEADER}export const OPERATIONS = {\n${rows.join('')}} as const;\n`;
}
