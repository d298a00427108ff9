import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SERVER_MESSAGES, STREAM_EVENTS, streamPosition } from '@chowk/contracts/socket';
import {
  buildDocument,
  buildSocketDocument,
  mergeDocuments,
  publishedRoutes,
  routeTables,
  type OpenApiDocument,
} from '@chowk/openapi';
import type { ServiceContract } from '@chowk/runtime/http';
import { clientTypes, operationsTable, socketTypes } from './client-source.ts';
import { postmanCollection } from './postman.ts';

const root = path.join(import.meta.dirname, '../..');

const INTRODUCTION = `The HTTP API of Chowk. Answers are \`{"success":true,"data":…}\`; errors carry a code and a request id.
POSTs that move money need an \`Idempotency-Key\`. Lists are paged by \`limit\` and \`cursor\`.
Live updates come by Socket.IO at \`/socket.io\`.`;

/** The published document: all services in one. */
export function publishedDocument(contracts: readonly ServiceContract[]): OpenApiDocument {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const info = {
    title: 'Chowk',
    version,
    description: INTRODUCTION,
    license: { name: 'MIT', identifier: 'MIT' },
  };
  return mergeDocuments(info, [
    ...contracts.map((contract) => buildDocument(contract, version)),
    buildSocketDocument(
      { position: streamPosition, events: STREAM_EVENTS, messages: SERVER_MESSAGES },
      version,
    ),
  ]);
}

/** Every file that is made from the declared routes, by its path in the checkout. */
export async function contractArtifacts(contracts: readonly ServiceContract[]): Promise<Map<string, string>> {
  const document = publishedDocument(contracts);
  const routes = contracts.flatMap(publishedRoutes);
  return new Map([
    ['packages/contracts/src/http/generated/openapi.json', json(document)],
    ['packages/contracts/src/http/generated/routes.json', json(routes)],
    ['packages/client/src/generated/schema.ts', await clientTypes(document)],
    ['packages/client/src/generated/operations.ts', operationsTable(document)],
    ['packages/client/src/generated/sockets.ts', socketTypes(document)],
    ['docs/http.md', HTTP_INTRODUCTION + routeTables(contracts)],
    ['docs/chowk.postman_collection.json', json(await postmanCollection(document))],
  ]);
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

const HTTP_INTRODUCTION = `# HTTP

Every route of every service, made from its declaration by \`npm run contract\`. The gateway serves the same as OpenAPI at
\`/api/v1/openapi.json\`, and as pages at \`/docs\`. "for" says who may call: \`public\` takes no token, \`optional\` uses one
when it is there, \`user\` is anybody signed in. Codes that any route may answer, such as VALIDATION_FAILED, are in
[errors.md](errors.md); here are those of its own.

`;
