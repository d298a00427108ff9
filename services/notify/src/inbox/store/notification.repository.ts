import type { Tx } from '@chowk/messaging';
import type { Connection } from 'mongoose';
import type { NotificationView } from '../../stream/domain/stream-event.ts';
import type { Category, InboxPage, Notifications } from '../ports.ts';
import { notificationModel, type NotificationRow } from './notification.model.ts';

/** People's inboxes. Every query names the person, so that nobody reaches another's rows. */
export class NotificationRepository implements Notifications {
  readonly #rows: ReturnType<typeof notificationModel>;

  constructor(connection: Connection) {
    this.#rows = notificationModel(connection);
  }

  async add(
    tx: Tx,
    { id, readAt, createdAt, ...rest }: NotificationView & { userId: string; seq: number; eventId: string },
  ): Promise<void> {
    const row: NotificationRow = {
      _id: id,
      ...rest,
      readAt: readAt === null ? null : new Date(readAt),
      createdAt: new Date(createdAt),
    };
    await this.#rows.insertMany([row], { session: tx.session });
  }

  async list(
    userId: string,
    filter: { category?: Category | undefined; unread?: boolean | undefined },
    page: { beforeSeq?: number | undefined; limit: number },
  ): Promise<InboxPage> {
    const rows = await this.#rows
      .find({
        userId,
        ...(filter.category !== undefined && { category: filter.category }),
        ...(filter.unread === true && { readAt: null }),
        ...(filter.unread === false && { readAt: { $ne: null } }),
        ...(page.beforeSeq !== undefined && { seq: { $lt: page.beforeSeq } }),
      })
      .sort({ seq: -1 })
      .limit(page.limit + 1)
      .lean();
    return {
      items: rows.slice(0, page.limit).map((row) => ({ ...toView(row), seq: row.seq })),
      more: rows.length > page.limit,
    };
  }

  unreadCount(userId: string): Promise<number> {
    // Counted, not kept: a counter beside the rows would have to be right under every race.
    return this.#rows.countDocuments({ userId, readAt: null });
  }

  async markRead(userId: string, id: string, at: Date): Promise<NotificationView | undefined> {
    await this.#rows.updateOne({ _id: id, userId, readAt: null }, { $set: { readAt: at } });
    const row = await this.#rows.findOne({ _id: id, userId }).lean();
    return row ? toView(row) : undefined;
  }

  async markAllRead(userId: string, upToSeq: number | undefined, at: Date): Promise<number> {
    const result = await this.#rows.updateMany(
      { userId, readAt: null, ...(upToSeq !== undefined && { seq: { $lte: upToSeq } }) },
      { $set: { readAt: at } },
    );
    return result.modifiedCount;
  }

  async seqOf(userId: string, id: string): Promise<number | undefined> {
    const row = await this.#rows.findOne({ _id: id, userId }, { seq: 1 }).lean();
    return row?.seq;
  }

  async remove(userId: string, id: string): Promise<boolean> {
    const result = await this.#rows.deleteOne({ _id: id, userId });
    return result.deletedCount === 1;
  }
}

const toView = (row: NotificationRow): NotificationView => ({
  id: row._id,
  category: row.category,
  type: row.type,
  title: row.title,
  body: row.body,
  data: row.data,
  readAt: row.readAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});
