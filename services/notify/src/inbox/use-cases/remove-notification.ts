import { AppError } from '@chowk/contracts/errors';
import type { NotificationRepository } from '../ports.ts';

/** @throws AppError NOTIFICATION_NOT_FOUND, also for another person's */
export type RemoveNotification = (userId: string, id: string) => Promise<void>;

export const createRemoveNotification =
  (deps: { notifications: NotificationRepository }): RemoveNotification =>
  async (userId, id) => {
    if (!(await deps.notifications.remove(userId, id))) throw new AppError('NOTIFICATION_NOT_FOUND');
  };
