import type { Outbox } from '@chowk/messaging';
import type { CursorSigner, Route } from '@chowk/runtime/http';
import type { Connection } from 'mongoose';
import { attentionRoutes } from './http/attention.routes.ts';
import { createAuditRepository } from './persistence/audit.repository.ts';
import type { AttentionSource } from './ports.ts';
import { createActOnAttention } from './use-cases/act-on-attention.ts';
import { createListAttention } from './use-cases/list-attention.ts';

/**
 * The routes of one service over all its stuck work.
 * @throws Error for two sources of one kind: their ids would not tell them apart
 */
export function composeAttention(deps: {
  service: string;
  sources: readonly AttentionSource[];
  connection: Connection;
  outbox: Pick<Outbox, 'transact'>;
  signer: CursorSigner;
}): Route[] {
  const { service, sources, connection, outbox, signer } = deps;
  const kinds = sources.map(({ kind }) => kind);
  const twice = kinds.find((kind, index) => kinds.indexOf(kind) !== index);
  if (twice !== undefined) throw new Error(`${service} has two sources of ${twice}`);
  const audit = createAuditRepository(connection);
  const attention = createListAttention({ sources });
  const act = createActOnAttention({ sources, outbox, audit });
  return attentionRoutes({ service, sources, attention, act, audit, signer });
}
