import { AppError } from '@chowk/contracts/errors';
import type { Outbox } from '@chowk/messaging';
import type { UnreadCounter } from '../../stream/stream.ts';
import type { NotificationRepository } from '../ports.ts';

/** @throws AppError NOTIFICATION_NOT_FOUND, also for another person's */
export type RemoveNotification = (userId: string, id: string) => Promise<void>;

export const createRemoveNotification =
  (deps: {
    notifications: Pick<NotificationRepository, 'remove'>;
    unread: Pick<UnreadCounter, 'subtract'>;
    outbox: Pick<Outbox, 'transact'>;
  }): RemoveNotification =>
  (userId, id) =>
    deps.outbox.transact(async (tx) => {
      const removed = await deps.notifications.remove(tx, userId, id);
      if (!removed) throw new AppError('NOTIFICATION_NOT_FOUND');
      await deps.unread.subtract(tx, userId, removed.unreadLess);
    });
