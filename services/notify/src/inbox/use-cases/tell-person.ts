import type { Tx } from '@chowk/messaging';
import { newId } from '@chowk/runtime/ids';
import type { NewStreamEvent, NotificationView, Origin } from '../../stream/domain/stream-event.ts';
import { notificationText, type FilledText, type Language } from '../../texts/texts.ts';
import type { Category, Notifications, StreamWriter } from '../ports.ts';

/** What one fact means for one person. */
export interface Tidings {
  userId: string;
  /** The live update, always. */
  update: NewStreamEvent;
  /** What stays in the inbox, where the fact is worth it. */
  notification?: { category: Category; text: FilledText; data: Record<string, string> };
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
export type TellPerson = (tx: Tx, tidings: Tidings, cause: Cause) => Promise<number>;

export const tellPerson =
  (parts: { stream: StreamWriter; notifications: Notifications; language: Language }): TellPerson =>
  async (tx, { userId, update, notification }, { eventId, origin }) => {
    const now = new Date();
    const count = notification ? 2 : 1;
    const firstSeq = await parts.stream.reserve(tx, userId, count);
    const lastSeq = firstSeq + count - 1;
    const events: NewStreamEvent[] = [update];
    if (notification) {
      const view: NotificationView = {
        id: newId('ntf'),
        category: notification.category,
        type: notification.text.key,
        ...notificationText(notification.text, parts.language),
        data: notification.data,
        readAt: null,
        createdAt: now.toISOString(),
      };
      await parts.notifications.add(tx, { ...view, userId, seq: lastSeq, eventId });
      events.push({ name: 'new_notification', data: { notification: view } });
    }
    await parts.stream.store(
      tx,
      userId,
      firstSeq,
      events.map((event) => ({ ...event, ...origin })),
      now,
    );
    return lastSeq;
  };
