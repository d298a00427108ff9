import { AppError } from '@chowk/contracts/errors';
import type { NotificationView } from '../../stream/domain/stream-event.ts';
import type { Notifications } from '../ports.ts';

/** @throws AppError NOTIFICATION_NOT_FOUND, also for another person's */
export const markRead =
  (notifications: Notifications) =>
  async (userId: string, id: string): Promise<NotificationView> => {
    const notification = await notifications.markRead(userId, id, new Date());
    if (!notification) throw new AppError('NOTIFICATION_NOT_FOUND');
    return notification;
  };

/**
 * Marks everything as read up to and including the notification that the client saw as newest, so that one
 * that arrived meanwhile stays unread. Returns how many were unread.
 * @throws AppError NOTIFICATION_NOT_FOUND
 */
export const markAllRead =
  (notifications: Notifications) =>
  async (userId: string, upTo: string | undefined): Promise<number> => {
    const upToSeq = upTo === undefined ? undefined : await notifications.seqOf(userId, upTo);
    if (upTo !== undefined && upToSeq === undefined) throw new AppError('NOTIFICATION_NOT_FOUND');
    return notifications.markAllRead(userId, upToSeq, new Date());
  };
