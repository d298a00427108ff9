import { AppError } from '@chowk/contracts/errors';
import type { Notification } from '@chowk/contracts/socket';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { NotificationRepository } from '../ports.ts';

/** @throws AppError NOTIFICATION_NOT_FOUND, also for another person's */
export type MarkRead = (userId: string, id: string) => Promise<Notification>;

export const createMarkRead =
  (deps: { notifications: NotificationRepository; clock: Clock }): MarkRead =>
  async (userId, id) => {
    const notification = await deps.notifications.markRead(userId, id, deps.clock());
    if (!notification) throw new AppError('NOTIFICATION_NOT_FOUND');
    return notification;
  };
