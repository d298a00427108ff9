import type { Notification } from '@chowk/contracts/socket';
import type { Tx } from '@chowk/messaging';
import type { Category } from './domain/category.ts';

export interface NotificationRepository {
  add(tx: Tx, notification: Notification & { userId: string; seq: number; eventId: string }): Promise<void>;
  /** Newest first. `beforeSeq` is the place where the page before ended. */
  list(
    userId: string,
    filter: { category?: Category | undefined; unread?: boolean | undefined },
    page: { beforeSeq: number | undefined; limit: number },
  ): Promise<Array<Notification & { seq: number }>>;
  unreadCount(userId: string): Promise<number>;
  /** Marks as read; the first time counts. Undefined when the person has no such notification. */
  markRead(userId: string, id: string, at: Date): Promise<Notification | undefined>;
  /** Marks everything up to a place as read; everything there is without one. Returns how many were unread. */
  markAllRead(userId: string, upToSeq: number | undefined, at: Date): Promise<number>;
  seqOf(userId: string, id: string): Promise<number | undefined>;
  /** False when the person has no such notification. */
  remove(userId: string, id: string): Promise<boolean>;
}

/** Tells all replicas that a person's stream has grown. Best effort: a lost signal costs a few seconds. */
export interface StreamNotifier {
  notify(userId: string, seq: number): void;
}
