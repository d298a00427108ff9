import { ERROR_CATALOGUE } from '@chowk/contracts/errors';
import { bindRoutes, defineRoute, ok, replies, type Route } from '@chowk/runtime/http';
import { z } from 'zod';

const errorCode = z
  .object({ code: z.string(), status: z.int(), message: z.string() })
  .meta({ id: 'ErrorCode', description: 'A code that any answer may carry, with its status and words.' });

export const errorsContract = {
  listErrorCodes: defineRoute({
    method: 'get',
    path: '/api/v1/errors',
    auth: 'public',
    summary: 'List the error codes',
    reply: replies.data(z.object({ items: z.array(errorCode) })),
  }),
};

const items = Object.entries(ERROR_CATALOGUE).map(([code, { status, message }]) => ({
  code,
  status,
  message,
}));

export const errorsRoutes = (): Route[] =>
  bindRoutes(errorsContract, {
    listErrorCodes: async () => ok({ items }, { headers: { 'cache-control': 'public, max-age=300' } }),
  });
