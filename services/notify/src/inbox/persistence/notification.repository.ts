import type { Notification } from '@chowk/contracts/socket';
import type { Connection } from 'mongoose';
import type { NotificationRepository } from '../ports.ts';
import { notificationModel, type NotificationDocument } from './notification.model.ts';

/** People's inboxes. Every query names the person, so that nobody reaches another's rows. */
export function createNotificationRepository(connection: Connection): NotificationRepository {
  const notifications = notificationModel(connection);
  return {
    async add(tx, { id, readAt, createdAt, ...rest }) {
      const document: NotificationDocument = {
        _id: id,
        ...rest,
        readAt: readAt === null ? null : new Date(readAt),
        createdAt: new Date(createdAt),
      };
      await notifications.insertMany([document], { session: tx.session });
    },

    async list(userId, filter, { beforeSeq, limit }) {
      const found = await notifications
        .find({
          userId,
          ...(filter.category !== undefined && { category: filter.category }),
          ...(filter.unread === true && { readAt: null }),
          ...(filter.unread === false && { readAt: { $ne: null } }),
          ...(beforeSeq !== undefined && { seq: { $lt: beforeSeq } }),
        })
        .sort({ seq: -1 })
        .limit(limit)
        .lean<NotificationDocument[]>();
      return found.map((document) => ({ ...toNotification(document), seq: document.seq }));
    },

    unreadCount: (userId) =>
      // Counted, not kept: a counter beside the rows would have to be right under every race.
      notifications.countDocuments({ userId, readAt: null }).exec(),

    async markRead(userId, id, at) {
      await notifications.updateOne({ _id: id, userId, readAt: null }, { $set: { readAt: at } });
      const document = await notifications.findOne({ _id: id, userId }).lean<NotificationDocument>();
      return document ? toNotification(document) : undefined;
    },

    async markAllRead(userId, upToSeq, at) {
      const result = await notifications.updateMany(
        { userId, readAt: null, ...(upToSeq !== undefined && { seq: { $lte: upToSeq } }) },
        { $set: { readAt: at } },
      );
      return result.modifiedCount;
    },

    async seqOf(userId, id) {
      const document = await notifications.findOne({ _id: id, userId }, { seq: 1 }).lean();
      return document?.seq;
    },

    async remove(userId, id) {
      const result = await notifications.deleteOne({ _id: id, userId });
      return result.deletedCount === 1;
    },
  };
}

const toNotification = (document: NotificationDocument): Notification => ({
  id: document._id,
  category: document.category,
  type: document.type,
  title: document.title,
  body: document.body,
  data: document.data,
  readAt: document.readAt?.toISOString() ?? null,
  createdAt: document.createdAt.toISOString(),
});
