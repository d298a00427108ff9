import { humanText } from '@chowk/contracts/fields';
import { defineRoute, pageQuery, replies, type RouteContract } from '@chowk/runtime/http';
import { ADMINS, OWNERS } from '@chowk/runtime/identity';
import { z } from 'zod';
import {
  attentionAuditSchema,
  attentionCounts,
  attentionId,
  attentionItemSchema,
  attentionKind,
} from './attention-item.ts';

/** The list of all services, which the gateway merges from those below it. */
export const ATTENTION_PATH = '/api/v1/admin/attention';

/** Where one service lists its stuck work. */
export const attentionPath = (service: string): string => `${ATTENTION_PATH}/${service}`;

const acted = {
  params: z.strictObject({ id: attentionId }),
  reply: replies.data(z.object({ entry: attentionAuditSchema })),
  // What acts outside the database may find nobody there.
  errors: ['NOT_FOUND', 'ILLEGAL_TRANSITION', 'PRECONDITION_FAILED', 'UPSTREAM_UNAVAILABLE', 'OVERLOADED'],
} as const;

/** The four routes of one service, by what they do. */
export const declareAttention = (service: string) => ({
  list: defineRoute({
    method: 'get',
    path: attentionPath(service),
    auth: ADMINS,
    summary: `List what is stuck in ${service}, longest waiting first`,
    query: pageQuery().extend({ kind: attentionKind.optional() }),
    reply: replies.list(attentionItemSchema, {
      key: { since: 1, itemId: 1 },
      beside: z.object({ counts: attentionCounts }),
    }),
  }),
  replay: defineRoute({
    method: 'post',
    path: `${attentionPath(service)}/:id/replay`,
    auth: ADMINS,
    summary: `Try again what ${service} gave up`,
    description: 'Once: what has been replayed or resolved meanwhile is refused with ILLEGAL_TRANSITION.',
    ...acted,
  }),
  resolve: defineRoute({
    method: 'post',
    path: `${attentionPath(service)}/:id/resolve`,
    auth: OWNERS,
    summary: `End what is stuck in ${service} as it is, for it was settled by other means`,
    description: 'It cannot be undone. Once, as replay.',
    body: z.strictObject({ note: humanText(500).meta({ description: 'Why, for the audit.' }) }),
    ...acted,
  }),
  audit: defineRoute({
    method: 'get',
    path: `${attentionPath(service)}/audit`,
    auth: ADMINS,
    summary: `List what was done about stuck work in ${service}, the latest first`,
    query: pageQuery().extend({ item: attentionId.optional() }),
    reply: replies.list(attentionAuditSchema, { key: { at: -1, _id: -1 } }),
  }),
});

/** Names of operations, which are unique over all services: `adminReplayNfcQrAttention`. */
export function attentionOperationId(service: string, route: string): string {
  const pascalCase = (words: string) =>
    words.replace(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());
  return route === 'audit'
    ? `adminList${pascalCase(service)}AttentionAudit`
    : `admin${pascalCase(route)}${pascalCase(service)}Attention`;
}

/** The routes of one service under the names of their operations: for its published contract. */
export const attentionContract = (service: string): RouteContract =>
  Object.fromEntries(
    Object.entries(declareAttention(service)).map(([route, spec]) => [
      attentionOperationId(service, route),
      spec,
    ]),
  );
