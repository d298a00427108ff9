import type { Tx } from '@chowk/messaging';
import type { NewStreamEvent, NotificationView, Origin } from '../stream/domain/stream-event.ts';

export const CATEGORIES = ['orders', 'wallet', 'scans'] as const;
export type Category = (typeof CATEGORIES)[number];

/** A place in the inbox: the seq of the last row seen. */
export interface InboxPage {
  items: Array<NotificationView & { seq: number }>;
  more: boolean;
}

export interface Notifications {
  add(
    tx: Tx,
    notification: NotificationView & { userId: string; seq: number; eventId: string },
  ): Promise<void>;
  list(
    userId: string,
    filter: { category?: Category | undefined; unread?: boolean | undefined },
    page: { beforeSeq?: number | undefined; limit: number },
  ): Promise<InboxPage>;
  unreadCount(userId: string): Promise<number>;
  /** Marks as read; the first time counts. Undefined when the person has no such notification. */
  markRead(userId: string, id: string, at: Date): Promise<NotificationView | undefined>;
  /** Marks everything up to a place as read; everything there is without one. Returns how many were unread. */
  markAllRead(userId: string, upToSeq: number | undefined, at: Date): Promise<number>;
  seqOf(userId: string, id: string): Promise<number | undefined>;
  /** False when the person has no such notification. */
  remove(userId: string, id: string): Promise<boolean>;
}

/** The writing side of people's streams, inside the transaction of the cause. */
export interface StreamWriter {
  /** Reserves the next numbers of a person's stream; they are void when the transaction is. Returns the first. */
  reserve(tx: Tx, userId: string, count: number): Promise<number>;
  /** Stores events under reserved numbers, in order. */
  store(
    tx: Tx,
    userId: string,
    firstSeq: number,
    events: ReadonlyArray<NewStreamEvent & Origin>,
    at: Date,
  ): Promise<void>;
}
