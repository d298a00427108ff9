import { AppError } from '@chowk/contracts/errors';
import type { Notifications } from '../ports.ts';

/** @throws AppError NOTIFICATION_NOT_FOUND, also for another person's */
export const removeNotification =
  (notifications: Notifications) =>
  async (userId: string, id: string): Promise<void> => {
    if (!(await notifications.remove(userId, id))) throw new AppError('NOTIFICATION_NOT_FOUND');
  };
