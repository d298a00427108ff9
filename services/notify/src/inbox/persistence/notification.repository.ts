import type { Notification } from '@chowk/contracts/socket';
import type { Connection } from 'mongoose';
import { keysBetween, seqOfKey, streamKey } from '../../stream/domain/stream-key.ts';
import type { InboxLine, NotificationRepository } from '../ports.ts';
import { notificationModel, type NotificationDocument } from './notification.model.ts';

/** People's inboxes. Every query names the person, so that nobody reaches another's rows. */
export function createNotificationRepository(connection: Connection): NotificationRepository {
  const notifications = connection.collection<NotificationDocument>(
    notificationModel(connection).collection.collectionName,
  );
  return {
    async add(tx, lines) {
      if (lines.length === 0) return;
      await notifications.insertMany(lines.map(toDocument), { session: tx.session });
    },

    async list(userId, { category, unread }, { beforeSeq, limit }) {
      const found = await notifications
        .find({
          // Without the person's id beside it: DocumentDB would take the index on that, and sort all it finds.
          _id: keysBetween(userId, 0, beforeSeq),
          ...(category !== undefined && { category }),
          ...(unread !== undefined && { readAt: unread ? null : { $ne: null } }),
        })
        .sort({ _id: -1 })
        .limit(limit)
        .toArray();
      return found.map(toListed);
    },

    async listFewUnread(userId, { category }, { beforeSeq = Infinity, limit }) {
      const found = await notifications.find({ userId, readAt: null }).toArray();
      return found
        .map(toListed)
        .filter((line) => line.seq < beforeSeq && (category === undefined || line.category === category))
        .sort((a, b) => b.seq - a.seq)
        .slice(0, limit);
    },

    async markRead({ session }, userId, id, at) {
      const changed = await notifications.findOneAndUpdate(
        { id, userId, readAt: null },
        { $set: { readAt: at } },
        { returnDocument: 'after', session },
      );
      if (changed) return { notification: toNotification(changed), unreadLess: 1 };
      const document = await notifications.findOne({ id, userId }, { session });
      return document ? { notification: toNotification(document), unreadLess: 0 } : undefined;
    },

    async markAllRead({ session }, userId, upToSeq, at) {
      const result = await notifications.updateMany(
        {
          userId,
          readAt: null,
          ...(upToSeq !== undefined && { _id: { $lte: streamKey(userId, upToSeq) } }),
        },
        { $set: { readAt: at } },
        { session },
      );
      return result.modifiedCount;
    },

    async seqOf(userId, id) {
      const document = await notifications.findOne({ id, userId }, { projection: { _id: 1 } });
      return document ? seqOfKey(document._id) : undefined;
    },

    async remove({ session }, userId, id) {
      const removed = await notifications.findOneAndDelete({ id, userId }, { session });
      return removed ? { unreadLess: removed.readAt === null ? 1 : 0 } : undefined;
    },

    async findOld(before, limit) {
      const found = await notifications
        .find({ createdAt: { $lt: before } }, { projection: { userId: 1, readAt: 1 } })
        .limit(limit)
        .toArray();
      return found.map(({ _id, userId, readAt }) => ({ key: _id, userId, isUnread: readAt === null }));
    },

    async deleteRead(keys) {
      const { deletedCount } = await notifications.deleteMany({
        _id: { $in: [...keys] },
        readAt: { $ne: null },
      });
      return deletedCount;
    },

    async deleteUnread({ session }, keys) {
      const unread = { _id: { $in: [...keys] }, readAt: null };
      const { deletedCount } = await notifications.deleteMany(unread, { session });
      return deletedCount;
    },
  };
}

const toDocument = ({ seq, readAt, createdAt, ...rest }: InboxLine): NotificationDocument => ({
  _id: streamKey(rest.userId, seq),
  ...rest,
  readAt: readAt === null ? null : new Date(readAt),
  createdAt: new Date(createdAt),
});

const toNotification = ({
  id,
  category,
  type,
  title,
  body,
  ...rest
}: NotificationDocument): Notification => ({
  id,
  category,
  type,
  title,
  body,
  data: rest.data,
  readAt: rest.readAt?.toISOString() ?? null,
  createdAt: rest.createdAt.toISOString(),
});

const toListed = (document: NotificationDocument) => ({
  ...toNotification(document),
  seq: seqOfKey(document._id),
});
