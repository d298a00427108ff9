import type { OpenApiDocument, SocketExtension } from '@chowk/openapi';
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

/** What travels on the socket, as types over the schemas of the document. */
export function socketTypes(document: OpenApiDocument): string {
  const { position, events, messages } = document['x-sockets'] as SocketExtension;
  const schema = ({ $ref }: { $ref: string }) => `components['schemas']['${$ref.split('/').at(-1)}']`;
  const eventRows = Object.entries(events).map(
    ([name, type]) => `  ${name}: ${schema(type)} & ${schema(position)};\n`,
  );
  const messageRows = Object.entries(messages).map(
    ([name, type]) => `  ${name}: ${type === null ? 'undefined' : schema(type)};\n`,
  );
  return `${HEADER}import type { components } from './schema.ts';

/** Events of a person's stream. */
export interface StreamEvents {
${eventRows.join('')}}

/** What the server says beside them. */
export interface ServerMessages {
${messageRows.join('')}}
`;
}
