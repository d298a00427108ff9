import { AppError } from '@chowk/contracts/errors';
import type { Notification } from '@chowk/contracts/socket';
import type { Outbox } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { UnreadCounter } from '../../stream/stream.ts';
import type { NotificationRepository } from '../ports.ts';

/** @throws AppError NOTIFICATION_NOT_FOUND, also for another person's */
export type MarkRead = (userId: string, id: string) => Promise<Notification>;

export const createMarkRead =
  (deps: {
    notifications: Pick<NotificationRepository, 'markRead'>;
    unread: Pick<UnreadCounter, 'subtract'>;
    outbox: Pick<Outbox, 'transact'>;
    clock: Clock;
  }): MarkRead =>
  (userId, id) =>
    deps.outbox.transact(async (tx) => {
      const read = await deps.notifications.markRead(tx, userId, id, deps.clock());
      if (!read) throw new AppError('NOTIFICATION_NOT_FOUND');
      await deps.unread.subtract(tx, userId, read.unreadLess);
      return read.notification;
    });
