import { AppError } from '@chowk/contracts/errors';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { NotificationRepository } from '../ports.ts';

/**
 * Marks everything as read up to and including the notification that the client saw as newest, so that one
 * that arrived meanwhile stays unread. Returns how many were unread.
 * @throws AppError NOTIFICATION_NOT_FOUND
 */
export type MarkAllRead = (userId: string, upTo: string | undefined) => Promise<number>;

export const createMarkAllRead =
  (deps: { notifications: NotificationRepository; clock: Clock }): MarkAllRead =>
  async (userId, upTo) => {
    const upToSeq = upTo === undefined ? undefined : await deps.notifications.seqOf(userId, upTo);
    if (upTo !== undefined && upToSeq === undefined) throw new AppError('NOTIFICATION_NOT_FOUND');
    return deps.notifications.markAllRead(userId, upToSeq, deps.clock());
  };
