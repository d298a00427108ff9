import type { UnreadCounter } from '../../stream/stream.ts';
import type { NotificationRepository } from '../ports.ts';

/** So many unread lines are about a page: they are read by themselves, however many others there are. */
const FEW = 100;

/**
 * Lines of an inbox, newest first. Lists go along the keys until the page is full, which it soon is, unless one
 * wants what is rare: of the unread ones it is known how many there are.
 */
export type ListNotifications = NotificationRepository['list'];

export const createListNotifications =
  (deps: {
    notifications: Pick<NotificationRepository, 'list' | 'listFewUnread'>;
    unread: Pick<UnreadCounter, 'count'>;
  }): ListNotifications =>
  async (userId, filter, page) => {
    if (filter.unread !== true) return deps.notifications.list(userId, filter, page);
    const unread = await deps.unread.count(userId);
    if (unread === 0) return [];
    return unread <= FEW
      ? deps.notifications.listFewUnread(userId, filter, page)
      : deps.notifications.list(userId, filter, page);
  };
