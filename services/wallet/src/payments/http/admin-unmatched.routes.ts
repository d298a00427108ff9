import { humanText } from '@chowk/contracts/fields';
import type { IdempotencyStore } from '@chowk/idempotency';
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
import { z } from 'zod';
import { UNMATCHED_STATUSES } from '../domain/unmatched-money.ts';
import type { ListUnmatched } from '../use-cases/list-unmatched.ts';
import type { ResolveUnmatched } from '../use-cases/resolve-unmatched.ts';
import { unmatchedMoneySchema, unmatchedMoneyView } from './unmatched.view.ts';

const path = '/api/v1/admin/payments/unmatched';
const decision = {
  method: 'post',
  auth: ADMINS,
  idempotency: 'required',
  params: z.strictObject({ id: z.string().regex(/^[a-z]{1,20}:[\w-]{1,64}$/, 'is not an id') }),
  body: z.strictObject({ note: humanText(500).meta({ description: 'Why, for the audit.' }) }),
  reply: replies.data(z.object({ unmatched: unmatchedMoneySchema })),
  errors: ['NOT_FOUND', 'ILLEGAL_TRANSITION', 'OVERLOADED'],
} as const;

/** Back office: money that providers took and that counts for nothing. */
export const unmatchedContract = {
  adminListUnmatchedMoney: defineRoute({
    method: 'get',
    path,
    auth: ADMINS,
    summary: 'List captured money that counts for no payment, oldest first',
    query: pageQuery().extend({
      status: z.enum(UNMATCHED_STATUSES).optional().describe('Without it: what is still in suspense.'),
    }),
    reply: replies.list(unmatchedMoneySchema, { key: { createdAt: 1, _id: 1 } }),
  }),
  adminRefundUnmatchedMoney: defineRoute({
    ...decision,
    path: `${path}/:id/refund`,
    summary: 'Give unmatched money back to the customer now',
  }),
  adminCreditUnmatchedMoney: defineRoute({
    ...decision,
    path: `${path}/:id/credit`,
    summary: 'Give unmatched money to the user whose payment it was meant for',
  }),
};

export function unmatchedRoutes(deps: {
  listUnmatched: ListUnmatched;
  resolveUnmatched: ResolveUnmatched;
  idempotency: IdempotencyStore;
  cursors: CursorCodec;
}): Route[] {
  const resolve =
    (action: 'refund' | 'credit') =>
    (given: {
      user: { userId: string };
      params: { id: string };
      body: { note: string };
      idempotency: Parameters<IdempotencyStore['resumable']>[0];
    }) =>
      deps.idempotency.resumable(given.idempotency, 'dec', async (id) => {
        const { params, body, user } = given;
        const decided = { id, unmatchedId: params.id, action, by: user.userId, note: body.note };
        return ok({ unmatched: unmatchedMoneyView(await deps.resolveUnmatched(decided)) });
      });
  return bindRoutes(unmatchedContract, {
    adminListUnmatchedMoney: async ({ query }) =>
      page(
        await paginate({
          cursors: deps.cursors,
          query,
          find: (position, limit) =>
            deps.listUnmatched({
              statuses: query.status ? [query.status] : ['held', 'refunding'],
              after: position && { createdAt: new Date(position[0]), id: position[1] },
              limit,
            }),
          keyOf: ({ money }) => [money.createdAt.getTime(), money.id],
          view: unmatchedMoneyView,
        }),
      ),
    adminRefundUnmatchedMoney: resolve('refund'),
    adminCreditUnmatchedMoney: resolve('credit'),
  });
}
