import type { Capability } from '@chowk/chassis';
import { createCursorCodec } from '@chowk/runtime/http';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Connection } from 'mongoose';
import type { Config } from '../config.ts';
import type { StreamWriter } from '../stream/stream.ts';
import { balanceChangedConsumer } from './consumers/balance-changed.consumer.ts';
import { orderStatusChangedConsumer } from './consumers/order-status-changed.consumer.ts';
import { scanRecordedConsumer } from './consumers/scan-recorded.consumer.ts';
import { inboxRoutes } from './http/notifications.routes.ts';
import { notificationModel } from './persistence/notification.model.ts';
import { createNotificationRepository } from './persistence/notification.repository.ts';
import type { StreamNotifier } from './ports.ts';
import { createMarkAllRead } from './use-cases/mark-all-read.ts';
import { createMarkRead } from './use-cases/mark-read.ts';
import { createPublishUserUpdate, type PublishUserUpdate } from './use-cases/publish-user-update.ts';
import { createRemoveNotification } from './use-cases/remove-notification.ts';

export interface InboxApi {
  publishUserUpdate: PublishUserUpdate;
}

/** What people are told: facts become live updates and lines in their inbox. */
export function composeInbox(deps: {
  connection: Connection;
  config: Config;
  stream: StreamWriter;
  notifier: StreamNotifier;
  clock: Clock;
}): Capability<InboxApi> {
  const { connection, config, stream, notifier, clock } = deps;
  const language = config.NOTIFICATION_LANGUAGE;
  const notifications = createNotificationRepository(connection);
  const publish = createPublishUserUpdate({ stream, notifications, language, clock });
  const updates = { publish, notifier };
  return {
    name: 'inbox',
    api: { publishUserUpdate: publish },
    collections: [notificationModel(connection)],
    retention: [
      {
        model: notificationModel(connection),
        field: 'createdAt',
        keepDays: config.NOTIFICATION_KEEP_DAYS,
      },
    ],
    routes: inboxRoutes({
      notifications,
      markRead: createMarkRead({ notifications, clock }),
      markAllRead: createMarkAllRead({ notifications, clock }),
      removeNotification: createRemoveNotification({ notifications }),
      cursors: createCursorCodec(config.CURSOR_SECRET.signer('notify cursors', 16), 'notifications'),
    }),
    subscriptions: [
      orderStatusChangedConsumer(language, updates),
      balanceChangedConsumer(language, updates),
      scanRecordedConsumer(language, updates),
    ],
  };
}
