import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { UnreadCounter } from '../../stream/stream.ts';
import type { NotificationRepository } from '../ports.ts';

/**
 * Marks everything as read up to and including the notification that the client saw as newest, so that one
 * that arrived meanwhile stays unread. Returns how many were unread.
 * @throws AppError NOTIFICATION_NOT_FOUND
 */
export type MarkAllRead = (userId: string, upTo: string | undefined) => Promise<number>;

export const createMarkAllRead =
  (deps: {
    notifications: Pick<NotificationRepository, 'seqOf' | 'markAllRead'>;
    unread: Pick<UnreadCounter, 'subtract'>;
    outbox: Pick<Outbox, 'transact'>;
    clock: Clock;
  }): MarkAllRead =>
  async (userId, upTo) => {
    const upToSeq = upTo === undefined ? undefined : await deps.notifications.seqOf(userId, upTo);
    if (upTo !== undefined && upToSeq === undefined) throw new AppError('NOTIFICATION_NOT_FOUND');
    return deps.outbox.transact(async (tx) => {
      const marked = await deps.notifications.markAllRead(tx, userId, upToSeq, deps.clock());
      await deps.unread.subtract(tx, userId, marked);
      return marked;
    });
  };
