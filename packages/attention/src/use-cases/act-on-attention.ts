import { AppError, isAppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import { ATTENTION_ACTIONS, type AttentionActionName } from '../contract/attention-item.ts';
import { splitItemId } from '../domain/order.ts';
import type { Actor, AttentionSource, AuditEntry, AuditRepository } from '../ports.ts';

/**
 * Does something about stuck work, once, with a line in the audit: of an effect in the service's own database in
 * its transaction, of an effect outside one before and one after.
 * @throws AppError NOT_FOUND for what never waited here, ILLEGAL_TRANSITION for what waits no more or cannot be
 *   dealt with so, and whatever the action throws
 */
export type ActOnAttention = (request: {
  itemId: string;
  action: AttentionActionName;
  actor: Actor;
}) => Promise<AuditEntry>;

export function createActOnAttention(deps: {
  sources: readonly AttentionSource[];
  outbox: Pick<Outbox, 'transact'>;
  audit: Pick<AuditRepository, 'add' | 'findLastDone'>;
}): ActOnAttention {
  const { outbox, audit } = deps;
  const sources = new Map(deps.sources.map((source) => [source.kind, source]));

  /** Why nothing of this id waits: somebody was faster, or it was never there. */
  async function refusal(itemId: string, error: AppError): Promise<AppError> {
    const last = await audit.findLastDone(itemId);
    if (!last) return error;
    return new AppError('ILLEGAL_TRANSITION', {
      details: [
        { path: 'params.id', message: `${last.action} by ${last.by} at ${last.at.toISOString()}` },
        { action: last.action, by: last.by, at: last.at.toISOString() },
      ],
    });
  }

  return async ({ itemId, action, actor }) => {
    const parts = splitItemId(itemId);
    const source = parts && sources.get(parts.kind);
    if (!parts || !source) throw new AppError('NOT_FOUND');
    const does = source[action];
    if (!does) throw notSo(source, action);
    const { userId, note } = actor;
    const row = { itemId, kind: parts.kind, action, by: userId, ...(note !== undefined && { note }) };

    try {
      if ('inTransaction' in does) {
        return await outbox.transact(async (tx) => {
          await does.inTransaction(tx, parts.id, actor);
          return audit.add({ ...row, outcome: 'done' }, tx);
        });
      }
      await audit.add({ ...row, outcome: 'begun' });
      try {
        await does.run(parts.id, actor);
      } catch (error) {
        const code = isAppError(error) ? error.code : 'SERVER_ERROR';
        await audit.add({ ...row, outcome: 'failed', code });
        throw error;
      }
      return await audit.add({ ...row, outcome: 'done' });
    } catch (error) {
      throw isAppError(error, 'NOT_FOUND') ? await refusal(itemId, error as AppError) : error;
    }
  };
}

const notSo = (source: AttentionSource, action: AttentionActionName): AppError => {
  const possible = ATTENTION_ACTIONS.filter((name) => source[name] !== undefined);
  return new AppError('ILLEGAL_TRANSITION', {
    details: [
      {
        path: 'params.id',
        message: `a ${source.kind} has no ${action}; it has: ${possible.join(', ') || 'none'}`,
      },
    ],
  });
};
