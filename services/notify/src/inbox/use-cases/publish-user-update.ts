import type { Notification } from '@chowk/contracts/socket';
import type { Tx } from '@chowk/messaging';
import { newId } from '@chowk/runtime/ids';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { NewStreamEvent, Origin } from '../../stream/domain/stream-event.ts';
import type { StreamWriter } from '../../stream/stream.ts';
import { notificationText, type Language, type RenderedTemplate } from '../../templates/templates.ts';
import type { Category } from '../domain/category.ts';
import type { NotificationRepository } from '../ports.ts';

/** What one fact means for one person. */
export interface UserUpdate {
  userId: string;
  /** The live update; missing when what it shows has been overtaken. */
  event?: NewStreamEvent;
  /** What stays in the inbox, where the fact is worth it. */
  notification?: { category: Category; text: RenderedTemplate; data: Record<string, string> };
}

/** The fact itself. */
interface Cause {
  eventId: string;
  origin: Origin;
}

/**
 * Writes what a person is told into their stream and inbox, all in the transaction of the cause. Returns
 * the newest seq, to signal once it has committed.
 */
export type PublishUserUpdate = (tx: Tx, update: UserUpdate, cause: Cause) => Promise<number>;

export const createPublishUserUpdate =
  (deps: {
    stream: StreamWriter;
    notifications: NotificationRepository;
    language: Language;
    clock: Clock;
  }): PublishUserUpdate =>
  async (tx, { userId, event, notification }, { eventId, origin }) => {
    const now = deps.clock();
    const count = (event ? 1 : 0) + (notification ? 1 : 0);
    const firstSeq = await deps.stream.reserve(tx, userId, count);
    const lastSeq = firstSeq + count - 1;
    const events: NewStreamEvent[] = event ? [event] : [];
    if (notification) {
      const line: Notification = {
        id: newId('ntf'),
        category: notification.category,
        type: notification.text.key,
        ...notificationText(notification.text, deps.language),
        data: notification.data,
        readAt: null,
        createdAt: now.toISOString(),
      };
      await deps.notifications.add(tx, { ...line, userId, seq: lastSeq, eventId });
      events.push({ name: 'new_notification', data: { notification: line } });
    }
    await deps.stream.store(
      tx,
      userId,
      firstSeq,
      events.map((each) => ({ ...each, ...origin })),
      now,
    );
    return lastSeq;
  };
