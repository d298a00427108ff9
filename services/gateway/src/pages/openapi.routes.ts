import { createHash } from 'node:crypto';
import { openApiJson } from '@chowk/contracts/http';
import { bindRoutes, defineRoute, file, replies, type Route } from '@chowk/runtime/http';

export const openapiContract = {
  getApiDocument: defineRoute({
    method: 'get',
    path: '/api/v1/openapi.json',
    auth: 'public',
    summary: 'Get this document',
    reply: replies.file(['application/json'], { headers: { etag: 'Changes with the document.' } }),
  }),
};

/** The published contract, as it was made with this gateway; its routes are those of the table. */
export function openapiRoutes(): Route[] {
  const document = openApiJson();
  const etag = `"${createHash('sha256').update(document).digest('base64url').slice(0, 22)}"`;
  const headers = { etag, 'cache-control': 'public, max-age=300' };
  return bindRoutes(openapiContract, {
    getApiDocument: async () => file('application/json; charset=utf-8', document, { headers }),
  });
}
