import { id } from '@chowk/contracts/fields';
import { notification } from '@chowk/contracts/socket';
import {
  bindRoutes,
  defineRoute,
  ok,
  page,
  pageQuery,
  paginate,
  replies,
  type CursorCodec,
  type Route,
} from '@chowk/runtime/http';
import { z } from 'zod';
import { CATEGORIES } from '../domain/category.ts';
import type { UnreadCounter } from '../../stream/stream.ts';
import type { ListNotifications } from '../use-cases/list-notifications.ts';
import type { MarkAllRead } from '../use-cases/mark-all-read.ts';
import type { MarkRead } from '../use-cases/mark-read.ts';
import type { RemoveNotification } from '../use-cases/remove-notification.ts';

const notificationId = id('ntf');
const params = z.strictObject({ id: notificationId });

export const inboxContract = {
  listNotifications: defineRoute({
    method: 'get',
    path: '/api/v1/notifications',
    auth: 'user',
    summary: 'List your notifications, newest first',
    query: pageQuery().extend({
      category: z.enum(CATEGORIES).optional(),
      unread: z
        .enum(['true', 'false'])
        .transform((value) => value === 'true')
        .optional(),
    }),
    reply: replies.list(notification, { key: { seq: -1 } }),
  }),
  countUnreadNotifications: defineRoute({
    method: 'get',
    path: '/api/v1/notifications/unread-count',
    auth: 'user',
    summary: 'Count your unread notifications',
    reply: replies.data(z.object({ count: z.int() })),
  }),
  markAllNotificationsRead: defineRoute({
    method: 'put',
    path: '/api/v1/notifications/read-all',
    auth: 'user',
    summary: 'Mark all as read, up to and including `upTo` when given',
    body: z.strictObject({ upTo: notificationId.optional() }).optional(),
    reply: replies.data(z.object({ marked: z.int() })),
    errors: ['NOTIFICATION_NOT_FOUND'],
  }),
  markNotificationRead: defineRoute({
    method: 'put',
    path: '/api/v1/notifications/:id/read',
    auth: 'user',
    summary: 'Mark one as read',
    params,
    reply: replies.data(z.object({ notification })),
    errors: ['NOTIFICATION_NOT_FOUND'],
  }),
  removeNotification: defineRoute({
    method: 'delete',
    path: '/api/v1/notifications/:id',
    auth: 'user',
    summary: 'Remove one for good',
    params,
    reply: replies.done(),
    errors: ['NOTIFICATION_NOT_FOUND'],
  }),
};

/** The inbox of the person who asks. */
export const inboxRoutes = (deps: {
  listNotifications: ListNotifications;
  unread: Pick<UnreadCounter, 'count'>;
  markRead: MarkRead;
  markAllRead: MarkAllRead;
  removeNotification: RemoveNotification;
  cursors: CursorCodec;
}): Route[] =>
  bindRoutes(inboxContract, {
    listNotifications: async ({ user, query }) =>
      page(
        await paginate({
          cursors: deps.cursors,
          query,
          find: (position, limit) =>
            deps.listNotifications(user.userId, query, {
              beforeSeq: position && Number(position[0]),
              limit,
            }),
          keyOf: ({ seq, id: key }) => [seq, key],
          view: ({ seq: _seq, ...view }) => view,
        }),
      ),
    countUnreadNotifications: async ({ user }) => ok({ count: await deps.unread.count(user.userId) }),
    markAllNotificationsRead: async ({ user, body }) =>
      ok({ marked: await deps.markAllRead(user.userId, body?.upTo) }),
    markNotificationRead: async ({ user, params: { id: key } }) =>
      ok({ notification: await deps.markRead(user.userId, key) }),
    removeNotification: async ({ user, params: { id: key } }) => {
      await deps.removeNotification(user.userId, key);
      return ok(null);
    },
  });
