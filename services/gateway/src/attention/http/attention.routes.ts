import {
  ATTENTION_PATH,
  attentionCounts,
  attentionItemSchema,
  attentionKind,
} from '@chowk/attention/contract';
import { token } from '@chowk/contracts/fields';
import { bindRoutes, defineRoute, page, pageQuery, replies, type Route } from '@chowk/runtime/http';
import { ADMINS } from '@chowk/runtime/identity';
import { z } from 'zod';
import type { ListAttention } from '../use-cases/list-attention.ts';
import { decodePositions, encodePositions, MERGED_CURSOR_LENGTH } from './merged-cursor.ts';

export const attentionContract = {
  adminListAttention: defineRoute({
    method: 'get',
    path: ATTENTION_PATH,
    auth: ADMINS,
    summary: 'List what is stuck in all services, longest waiting first',
    description:
      'Replay and resolve are routes of the service that an item names. A service that does not answer in time is named in `unavailable`, and what it has comes on a later page, or with a new list.',
    query: pageQuery().extend({
      cursor: token(MERGED_CURSOR_LENGTH).optional(),
      kind: attentionKind.optional(),
    }),
    reply: replies.list(attentionItemSchema, {
      key: { since: 1, itemId: 1 },
      beside: z.object({
        counts: attentionCounts,
        unavailable: z.array(z.string()).meta({ description: 'Services that are not in this answer.' }),
      }),
    }),
  }),
};

export const attentionRoutes = ({ listAttention }: { listAttention: ListAttention }): Route[] =>
  bindRoutes(attentionContract, {
    adminListAttention: async ({ user, query: { limit, kind, cursor } }) => {
      const after = cursor === undefined ? {} : decodePositions(cursor);
      const { items, next, counts, unavailable } = await listAttention({ user, limit, kind, after });
      return page(
        { items, nextCursor: next ? encodePositions(next) : null },
        { beside: { counts, unavailable } },
      );
    },
  });
