import { openChassis } from '@chowk/chassis';
import { createRevocationReader } from '@chowk/revocations';
import type { ServiceAddresses, ServiceContext } from '@chowk/runtime/lifecycle';
import { closeRedis, openRedis } from '@chowk/runtime/redis';
import { composeAdminAlerts } from './admin-alerts/admin-alerts.ts';
import type { Config } from './config.ts';
import { notifyServer } from './grpc/notify.server.ts';
import { composeInbox } from './inbox/inbox.ts';
import { migrations } from './migrations/migrations.ts';
import { createAuthClient } from './neighbours/auth.ts';
import { composeSms } from './sms/sms.ts';
import { composeSockets } from './sockets/sockets.ts';
import { composeStream } from './stream/stream.ts';

/** The one composition root of notify. */
export async function compose(context: ServiceContext<Config>): Promise<ServiceAddresses> {
  const { config, logger, health, shutdown } = context;
  // Before the chassis, so that it closes after the consumers, which signal through it.
  const redis = {
    commands: openRedis({
      url: config.REDIS_URL,
      profile: 'fail-fast',
      commandTimeoutMs: config.REDIS_COMMAND_TIMEOUT_MS,
      retries: config.REDIS_RETRIES,
      logger,
    }),
    subscriber: openRedis({ url: config.REDIS_URL, profile: 'subscriber', logger }),
  };
  shutdown.add('redis', () => Promise.all(Object.values(redis).map(closeRedis)));
  health.add('redis', async () => void (await redis.commands.ping()));
  const revocations = await createRevocationReader({
    redis: redis.commands,
    prefix: config.REDIS_PREFIX,
    tokenLifetimeMs: config.ACCESS_TOKEN_MAX_LIFETIME_SECONDS * 1000,
    logger,
  });
  shutdown.add('revocations', () => revocations.stop());

  const chassis = await openChassis('notify', context);
  const { connection, outbox, clock, identities } = chassis;
  const auth = createAuthClient(chassis.client('auth', config.AUTH_GRPC));

  const stream = composeStream({ connection, config, logger });
  const sockets = composeSockets({
    ...{ config, clock, identities, redis, revocations, auth, logger },
    hub: stream.api.hub,
  });
  const inbox = composeInbox({
    ...{ connection, outbox, config, clock, logger },
    stream: stream.api.writer,
    unread: stream.api.unread,
    notifier: sockets.api.notifier,
  });
  const adminAlerts = composeAdminAlerts({
    connection,
    alertAdmins: sockets.api.alertAdmins,
    lane: inbox.api.updates,
    attentionPauseMs: config.ATTENTION_ALERT_PAUSE_MS,
  });
  const sms = composeSms({ connection, config, clock, logger });

  return chassis.mount([stream, sockets, inbox, adminAlerts, sms], {
    grpc: { service: 'notify', implementation: notifyServer(sms.api) },
    migrations,
  });
}
