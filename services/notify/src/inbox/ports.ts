import type { Notification } from '@chowk/contracts/socket';
import type { Tx } from '@chowk/messaging';
import type { Category } from './domain/category.ts';

/** A line of somebody's inbox with its place there: that of its `new_notification` in the person's stream. */
export interface InboxLine extends Notification {
  userId: string;
  seq: number;
  /** Id of the fact that caused it. */
  eventId: string;
}

/** What is wanted of an inbox. */
export interface LineFilter {
  category?: Category | undefined;
  unread?: boolean | undefined;
}

/** `beforeSeq` is the place where the page before ended. */
export interface LinePage {
  beforeSeq: number | undefined;
  limit: number;
}

/** A line that is older than it is kept. */
export interface OldLine {
  key: string;
  userId: string;
  isUnread: boolean;
}

/** Changes tell how many lines they made unread no more: whoever asks for them takes those off the counter. */
export interface NotificationRepository {
  add(tx: Tx, lines: readonly InboxLine[]): Promise<void>;
  /** Newest first. */
  list(userId: string, filter: LineFilter, page: LinePage): Promise<Array<Notification & { seq: number }>>;
  /** The same of unread lines, for who has few of them: it reads them all, and none of the others. */
  listFewUnread(
    userId: string,
    filter: Pick<LineFilter, 'category'>,
    page: LinePage,
  ): Promise<Array<Notification & { seq: number }>>;
  /** Marks as read; the first time counts. Undefined when the person has no such notification. */
  markRead(
    tx: Tx,
    userId: string,
    id: string,
    at: Date,
  ): Promise<{ notification: Notification; unreadLess: 0 | 1 } | undefined>;
  /** Marks everything up to a place as read; everything there is without one. Returns how many were unread. */
  markAllRead(tx: Tx, userId: string, upToSeq: number | undefined, at: Date): Promise<number>;
  seqOf(userId: string, id: string): Promise<number | undefined>;
  /** Undefined when the person has no such notification. */
  remove(tx: Tx, userId: string, id: string): Promise<{ unreadLess: 0 | 1 } | undefined>;
  findOld(before: Date, limit: number): Promise<OldLine[]>;
  /** Deletes those that have been read, which stay so. */
  deleteRead(keys: readonly string[]): Promise<number>;
  /** Deletes those that are still unread. Returns how many. */
  deleteUnread(tx: Tx, keys: readonly string[]): Promise<number>;
}

/** Tells all replicas that a person's stream has grown. Best effort: a lost signal costs a few seconds. */
export interface StreamNotifier {
  notify(userId: string, seq: number): void;
}
