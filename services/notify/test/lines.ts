import type { CausedUpdate } from '../src/inbox/use-cases/publish-user-updates.ts';
import type { Connection } from 'mongoose';
import { CATEGORIES, type Category } from '../src/inbox/domain/category.ts';
import type { NotificationDocument } from '../src/inbox/persistence/notification.model.ts';
import type { StreamDocument } from '../src/stream/persistence/stream.model.ts';
import type { UpdatePart } from './update-lane.ts';

/** Fills an inbox with as many lines, about orders, wallet and scans by turns, `before` of them already there. */
export async function fillInbox(part: UpdatePart, userId: string, count: number, before = 0): Promise<void> {
  const items = Array.from({ length: count }, (_, index): CausedUpdate => {
    const n = before + index + 1;
    const category: Category = CATEGORIES[n % CATEGORIES.length]!;
    return {
      eventId: `evt_${userId}_${n}`,
      origin: {},
      update: {
        userId,
        notification: {
          category,
          text: { key: 'order.shipped', variables: { orderNumber: `CH-${n}` } },
          data: { orderId: `ord_${n}` },
        },
      },
    };
  });
  for (let from = 0; from < items.length; from += 500)
    await part.outbox.transact((tx) => part.lane.handle(items.slice(from, from + 500), tx));
}

/** Reads lines as the route does, many at once. */
export async function readLines(
  part: UpdatePart,
  connection: Connection,
  { userId, keys }: { userId: string; keys: readonly string[] },
): Promise<void> {
  await part.outbox.transact(async ({ session }) => {
    await connection
      .collection<NotificationDocument>('notifications')
      .updateMany({ _id: { $in: [...keys] } }, { $set: { readAt: new Date() } }, { session });
    await connection
      .collection<StreamDocument>('streams')
      .updateOne({ _id: userId }, { $inc: { unread: -keys.length } }, { session });
  });
}
