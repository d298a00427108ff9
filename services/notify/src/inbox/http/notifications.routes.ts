import { ok, page, pageQuery, route, type CursorCodec, type Route } from '@chowk/runtime/http';
import { z } from 'zod';
import { CATEGORIES, type Notifications } from '../ports.ts';
import { listNotifications } from '../use-cases/list-notifications.ts';
import { markAllRead, markRead } from '../use-cases/mark-read.ts';
import { removeNotification } from '../use-cases/remove-notification.ts';

const notificationId = z.string().regex(/^ntf_[0-9A-HJKMNP-TV-Z]{26}$/, 'must be the id of a notification');
const oneNotification = z.strictObject({ id: notificationId });

const listQuery = pageQuery().extend({
  category: z.enum(CATEGORIES).optional(),
  unread: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
});

/** The inbox of the person who asks. */
export function notificationRoutes(parts: { notifications: Notifications; cursors: CursorCodec }): Route[] {
  const { notifications } = parts;
  const list = listNotifications(parts);
  const read = markRead(notifications);
  const readAll = markAllRead(notifications);
  const remove = removeNotification(notifications);
  return [
    route({
      method: 'get',
      path: '/api/v1/notifications',
      auth: 'user',
      summary: 'Notifications of the caller, newest first.',
      query: listQuery,
      async handle({ user, query }) {
        const { items, nextCursor } = await list(user.userId, query);
        return page(items, nextCursor);
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/notifications/unread-count',
      auth: 'user',
      summary: 'How many notifications of the caller are unread.',
      handle: async ({ user }) => ok({ count: await notifications.unreadCount(user.userId) }),
    }),
    route({
      method: 'put',
      path: '/api/v1/notifications/read-all',
      auth: 'user',
      summary: 'Marks all as read, up to and including `upTo` when given.',
      body: z.strictObject({ upTo: notificationId.optional() }).optional(),
      handle: async ({ user, body }) => ok({ marked: await readAll(user.userId, body?.upTo) }),
    }),
    route({
      method: 'put',
      path: '/api/v1/notifications/:id/read',
      auth: 'user',
      summary: 'Marks one as read.',
      params: oneNotification,
      handle: async ({ user, params }) => ok({ notification: await read(user.userId, params.id) }),
    }),
    route({
      method: 'delete',
      path: '/api/v1/notifications/:id',
      auth: 'user',
      summary: 'Removes one for good.',
      params: oneNotification,
      async handle({ user, params }) {
        await remove(user.userId, params.id);
        return ok(null);
      },
    }),
  ];
}
