import { SUBSCRIPTIONS } from '@chowk/contracts/events';
import { Bus, Inbox, Outbox } from '@chowk/messaging';
import { loadConfig } from '@chowk/runtime/config';
import { systemClock } from '@chowk/runtime/lifecycle';
import { quietLogger, storeAddresses } from '@chowk/testing';
import type { Connection } from 'mongoose';
import { configSchema } from '../src/config.ts';
import { composeInbox, type UpdateLane } from '../src/inbox/inbox.ts';
import { composeStream } from '../src/stream/stream.ts';

/** The part of a replica that tells people things, over a connection of the test's own. */
export interface UpdatePart {
  lane: UpdateLane;
  outbox: Outbox;
  unread(userId: string): Promise<number>;
  /** What was signaled: user id and seq. */
  signals: Array<[string, number]>;
  /** Consumes what tells people things, and nothing else. */
  consume(): Promise<void>;
  stop(): Promise<void>;
}

export function openUpdatePart(connection: Connection, env: Record<string, string>): UpdatePart {
  const config = loadConfig(configSchema, env);
  const logger = quietLogger();
  const { 'order-updates': orders, 'wallet-updates': wallet, 'scan-updates': scans } = SUBSCRIPTIONS.notify;
  const bus = Bus.open({
    url: storeAddresses().rabbitmqUrl,
    prefix: config.RABBITMQ_PREFIX,
    logger,
    retryDelaysMs: config.EVENT_RETRY_DELAYS_MS,
    manifest: { notify: { 'order-updates': orders, 'wallet-updates': wallet, 'scan-updates': scans } },
  });
  const outbox = new Outbox({ connection, bus, source: 'notify', logger, sweepMs: 600_000 });
  const stream = composeStream({ connection, config, logger });
  const signals: Array<[string, number]> = [];
  const inbox = composeInbox({
    ...{ connection, outbox, config, logger, clock: systemClock },
    stream: stream.api.writer,
    unread: stream.api.unread,
    notifier: { notify: (userId, seq) => void signals.push([userId, seq]) },
  });
  return {
    lane: inbox.api.updates,
    outbox,
    unread: (userId) => stream.api.unread.count(userId),
    signals,
    async consume() {
      const consumer = { service: 'notify', bus, outbox, connection, logger };
      new Inbox({ ...consumer, prefetch: config.RABBITMQ_PREFETCH }).consume(inbox.subscriptions!);
      await bus.firstAttempt(10_000);
    },
    async stop() {
      await bus.stopConsuming();
      await outbox.stop();
      await bus.stop();
    },
  };
}
