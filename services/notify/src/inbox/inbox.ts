import type { Capability } from '@chowk/chassis';
import type { Outbox } from '@chowk/messaging';
import { createCursorCodec } from '@chowk/runtime/http';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { Connection } from 'mongoose';
import type { Config } from '../config.ts';
import type { StreamWriter, UnreadCounter } from '../stream/stream.ts';
import { balanceChangedConsumer } from './consumers/balance-changed.consumer.ts';
import { orderStatusChangedConsumer } from './consumers/order-status-changed.consumer.ts';
import { scanRecordedConsumer } from './consumers/scan-recorded.consumer.ts';
import type { UpdateLane } from './consumers/user-update-consumer.ts';
import { inboxRoutes } from './http/notifications.routes.ts';
import { notificationModel } from './persistence/notification.model.ts';
import { createNotificationRepository } from './persistence/notification.repository.ts';
import type { StreamNotifier } from './ports.ts';
import { createDeleteOldLines } from './use-cases/delete-old-lines.ts';
import { createListNotifications } from './use-cases/list-notifications.ts';
import { createMarkAllRead } from './use-cases/mark-all-read.ts';
import { createMarkRead } from './use-cases/mark-read.ts';
import { createPublishUserUpdates } from './use-cases/publish-user-updates.ts';
import { createRemoveNotification } from './use-cases/remove-notification.ts';

export type { UpdateLane };

export interface InboxApi {
  /** What people are told, many at a time; others whose events should be recorded with it join. */
  updates: UpdateLane;
}

/** What people are told: facts become live updates and lines in their inbox. */
export function composeInbox(deps: {
  connection: Connection;
  outbox: Outbox;
  config: Config;
  stream: StreamWriter;
  unread: UnreadCounter;
  notifier: StreamNotifier;
  clock: Clock;
  logger: Logger;
}): Capability<InboxApi> {
  const { connection, outbox, config, stream, unread, notifier, clock, logger } = deps;
  const language = config.NOTIFICATION_LANGUAGE;
  const notifications = createNotificationRepository(connection);
  const publish = createPublishUserUpdates({ stream, notifications, language, clock });
  const updates: UpdateLane = {
    name: 'user-updates',
    windowMs: config.UPDATE_WINDOW_MS,
    maxEvents: config.UPDATE_BATCH_MAX,
    handle: (items, tx) => publish(tx, items),
    async afterCommit(ends) {
      for (const [userId, seq] of ends) notifier.notify(userId, seq);
    },
  };
  const changes = { notifications, unread, outbox, clock };
  const deleteOldLines = createDeleteOldLines({
    ...changes,
    keepDays: config.NOTIFICATION_KEEP_DAYS,
    logger,
  });
  return {
    name: 'inbox',
    api: { updates },
    collections: [notificationModel(connection)],
    tasks: [{ name: 'inbox retention', everyMs: config.RETENTION_SWEEP_MS, run: deleteOldLines }],
    routes: inboxRoutes({
      listNotifications: createListNotifications({ notifications, unread }),
      unread,
      markRead: createMarkRead(changes),
      markAllRead: createMarkAllRead(changes),
      removeNotification: createRemoveNotification(changes),
      cursors: createCursorCodec(config.CURSOR_SECRET.signer('notify cursors', 16), 'notifications'),
    }),
    subscriptions: [
      orderStatusChangedConsumer(language, updates),
      balanceChangedConsumer(language, updates),
      scanRecordedConsumer(language, updates),
    ],
  };
}
