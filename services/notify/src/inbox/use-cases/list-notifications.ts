import type { CursorCodec } from '@chowk/runtime/http';
import type { NotificationView } from '../../stream/domain/stream-event.ts';
import type { Category, Notifications } from '../ports.ts';

/** A page of a person's inbox, newest first. @throws AppError INVALID_CURSOR */
export const listNotifications =
  (parts: { notifications: Notifications; cursors: CursorCodec }) =>
  async (
    userId: string,
    query: {
      category?: Category | undefined;
      unread?: boolean | undefined;
      limit: number;
      cursor?: string | undefined;
    },
  ): Promise<{ items: NotificationView[]; nextCursor: string | null }> => {
    const beforeSeq = query.cursor === undefined ? undefined : Number(parts.cursors.decode(query.cursor)[0]);
    const { items, more } = await parts.notifications.list(userId, query, { beforeSeq, limit: query.limit });
    const last = items.at(-1);
    return {
      items: items.map(({ seq: _seq, ...view }) => view),
      nextCursor: more && last ? parts.cursors.encode([last.seq, last.id]) : null,
    };
  };
