import {
  bindRoutes,
  createCursorCodec,
  ok,
  page,
  paginate,
  type CursorPosition,
  type CursorSigner,
  type Route,
} from '@chowk/runtime/http';
import { attentionOperationId, declareAttention } from '../contract/attention-contract.ts';
import { ATTENTION_ACTIONS } from '../contract/attention-item.ts';
import type { KindEntry } from '../domain/order.ts';
import type { AttentionSource, AuditEntry, AuditRepository } from '../ports.ts';
import type { ActOnAttention } from '../use-cases/act-on-attention.ts';
import type { ListAttention } from '../use-cases/list-attention.ts';

/** Serves the stuck work of one service. */
export function attentionRoutes(deps: {
  service: string;
  sources: readonly AttentionSource[];
  attention: ListAttention;
  act: ActOnAttention;
  audit: Pick<AuditRepository, 'list'>;
  /** Signs the cursors. */
  signer: CursorSigner;
}): Route[] {
  const { service, attention, act, audit, signer } = deps;
  const cursors = createCursorCodec(signer, `attention-${service}`);
  const auditCursors = createCursorCodec(signer, `attention-audit-${service}`);
  const actions = new Map(
    deps.sources.map((source) => [
      source.kind,
      ATTENTION_ACTIONS.filter((action) => source[action] !== undefined),
    ]),
  );
  const keyOf = ({ since, itemId }: KindEntry): CursorPosition => [since.getTime(), itemId];
  const view = (entry: KindEntry) => ({
    id: entry.itemId,
    service,
    kind: entry.kind,
    title: entry.title,
    ...(entry.subject !== undefined && { subject: entry.subject }),
    since: entry.since.toISOString(),
    attempts: entry.attempts,
    reason: entry.reason,
    actions: actions.get(entry.kind) ?? [],
    ...(entry.data && { data: entry.data }),
    cursor: cursors.encode(keyOf(entry)),
  });

  const routes = bindRoutes(declareAttention(service), {
    list: async ({ query }) => {
      const [listed, counts] = await Promise.all([
        paginate({
          ...{ cursors, query, keyOf, view },
          find: (position, limit) =>
            attention.list({
              limit,
              kind: query.kind,
              after: position && { since: new Date(position[0]), id: position[1] },
            }),
        }),
        attention.count(),
      ]);
      return page(listed, { beside: { counts } });
    },
    replay: async ({ params, user }) =>
      ok({
        entry: auditView(await act({ itemId: params.id, action: 'replay', actor: { userId: user.userId } })),
      }),
    resolve: async ({ params, user, body }) =>
      ok({
        entry: auditView(
          await act({
            itemId: params.id,
            action: 'resolve',
            actor: { userId: user.userId, note: body.note },
          }),
        ),
      }),
    audit: async ({ query }) =>
      page(
        await paginate({
          ...{ cursors: auditCursors, query, view: auditView },
          find: (position, limit) =>
            audit.list({
              limit,
              itemId: query.item,
              before: position && { at: new Date(position[0]), id: position[1] },
            }),
          keyOf: ({ at, id }) => [at.getTime(), id],
        }),
      ),
  });
  return routes.map((route) => ({
    ...route,
    operationId: attentionOperationId(service, route.operationId),
  }));
}

const auditView = ({ at, ...entry }: AuditEntry) => ({ ...entry, at: at.toISOString() });
