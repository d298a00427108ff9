import { humanText } from '@chowk/contracts/fields';
import {
  bindRoutes,
  defineRoute,
  ok,
  page,
  pageQuery,
  paginate,
  replies,
  type CursorCodec,
  type Route,
} from '@chowk/runtime/http';
import { ADMINS } from '@chowk/runtime/identity';
import type { ProcessAdmin } from '@chowk/saga';
import { z } from 'zod';
import { attentionSchema, attentionView } from './attention.view.ts';

const path = '/api/v1/admin/orders/attention';
const params = z.strictObject({ id: z.string().regex(/^[a-z-]{1,40}:[\w-]{1,64}$/, 'is not an id') });
const changed = {
  params,
  reply: replies.data(z.object({ process: attentionSchema })),
  errors: ['NOT_FOUND', 'ILLEGAL_TRANSITION', 'PRECONDITION_FAILED'],
} as const;

export const attentionContract = {
  adminListOrdersNeedingAttention: defineRoute({
    method: 'get',
    path,
    auth: ADMINS,
    summary: 'List the processes of orders that need attention, longest waiting first',
    query: pageQuery(),
    reply: replies.list(attentionSchema),
  }),
  adminResumeOrderProcess: defineRoute({
    method: 'post',
    path: `${path}/:id/resume`,
    auth: ADMINS,
    summary: 'Try again what was parked',
    ...changed,
  }),
  adminAbandonOrderProcess: defineRoute({
    method: 'post',
    path: `${path}/:id/abandon`,
    auth: ADMINS,
    summary: 'End a process as it is, for it was settled by other means',
    body: z.strictObject({ note: humanText(500) }),
    ...changed,
  }),
};

export const attentionRoutes = ({ admin, cursors }: { admin: ProcessAdmin; cursors: CursorCodec }): Route[] =>
  bindRoutes(attentionContract, {
    adminListOrdersNeedingAttention: async ({ query }) =>
      page(
        await paginate({
          cursors,
          query,
          find: (position, limit) =>
            admin.list({ limit, after: position && { at: new Date(position[0]), id: position[1] } }),
          keyOf: ({ attentionAt, id }) => [attentionAt!.getTime(), id],
          view: attentionView,
        }),
      ),
    adminResumeOrderProcess: async ({ params: { id } }) =>
      ok({ process: attentionView(await admin.resume(id)) }),
    adminAbandonOrderProcess: async ({ params: { id }, body: { note }, user }) =>
      ok({ process: attentionView(await admin.abandon(id, { note, by: user.userId })) }),
  });
