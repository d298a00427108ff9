import type { Outbox } from '@chowk/messaging';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { UnreadCounter } from '../../stream/stream.ts';
import type { NotificationRepository, OldLine } from '../ports.ts';

const DAY_MS = 24 * 3600 * 1000;
const BATCH = 500;

/** Deletes lines that are older than they are kept, read or not; those that were unread count no more. */
export type DeleteOldLines = (signal: AbortSignal) => Promise<void>;

export const createDeleteOldLines =
  (deps: {
    notifications: Pick<NotificationRepository, 'findOld' | 'deleteRead' | 'deleteUnread'>;
    unread: Pick<UnreadCounter, 'subtract'>;
    outbox: Pick<Outbox, 'transact'>;
    keepDays: number;
    clock: Clock;
    logger: Logger;
  }): DeleteOldLines =>
  async (signal) => {
    const { notifications, unread, outbox, keepDays, clock, logger } = deps;
    const before = new Date(clock().getTime() - keepDays * DAY_MS);
    let deleted = 0;
    for (let isMore = true; isMore && !signal.aborted;) {
      const old = await notifications.findOld(before, BATCH);
      isMore = old.length === BATCH;
      const read = old.filter(({ isUnread }) => !isUnread);
      if (read.length > 0) deleted += await notifications.deleteRead(keysOf(read));
      // Person by person, so that nobody's counter is locked for longer than it takes to change it. What has been
      // read since we looked is left for the next look.
      const unreadOf = Map.groupBy(
        old.filter(({ isUnread }) => isUnread),
        ({ userId }) => userId,
      );
      for (const [userId, lines] of unreadOf)
        deleted += await outbox.transact(async (tx) => {
          const count = await notifications.deleteUnread(tx, keysOf(lines));
          await unread.subtract(tx, userId, count);
          return count;
        });
    }
    if (deleted > 0) logger.info({ deleted, keepDays }, 'old lines of inboxes deleted');
  };

const keysOf = (lines: readonly OldLine[]): string[] => lines.map(({ key }) => key);
