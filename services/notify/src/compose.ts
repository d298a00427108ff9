import { openChassis } from '@chowk/chassis';
import { createCursorCodec } from '@chowk/runtime/http';
import { createAccessTokenVerifier, createIdentityVerifier, createRemoteJwks } from '@chowk/runtime/identity';
import type { ServiceAddresses, ServiceContext } from '@chowk/runtime/lifecycle';
import { createAccess } from './access/handshake.ts';
import { RedisRevocations } from './access/revocations.ts';
import { adminAlertsConsumer } from './alerts/consumers/admin-alerts.consumer.ts';
import type { Config } from './config.ts';
import { balanceChangedConsumer } from './inbox/consumers/balance-changed.consumer.ts';
import { orderStatusChangedConsumer } from './inbox/consumers/order-status-changed.consumer.ts';
import { scanRecordedConsumer } from './inbox/consumers/scan-recorded.consumer.ts';
import { notificationRoutes } from './inbox/http/notifications.routes.ts';
import { NotificationRepository } from './inbox/store/notification.repository.ts';
import { tellPerson } from './inbox/use-cases/tell-person.ts';
import { httpSmsDriver } from './sms/clients/http-sms.driver.ts';
import { notifyServer } from './sms/grpc/notify.server.ts';
import { devMessageRoutes } from './sms/http/dev-messages.routes.ts';
import { MailboxRepository } from './sms/store/mailbox.repository.ts';
import { SmsLogRepository } from './sms/store/sms-log.repository.ts';
import { sendOtp } from './sms/use-cases/send-otp.ts';
import { connectRedis } from './socket/redis.ts';
import { createSockets } from './socket/socket-server.ts';
import { collections } from './store/migrations/0001-collections.ts';
import { Feeds } from './stream/feeds.ts';
import { StreamRepository } from './stream/store/stream.repository.ts';

/** Builds notify and starts it. */
export async function compose(context: ServiceContext<Config>): Promise<ServiceAddresses> {
  const { config, logger, health, shutdown } = context;
  // Before the chassis, so that it closes after the consumers, which signal through it.
  const redis = connectRedis(config.REDIS_URL, logger);
  shutdown.add('redis', () => redis.close());
  health.add('redis', async () => void (await redis.commands.ping()));
  const chassis = await openChassis('notify', context, [collections]);
  const { connection } = chassis;

  const stream = new StreamRepository(connection, config.STREAM_KEEP_S);
  const notifications = new NotificationRepository(connection);
  const mailbox = new MailboxRepository(connection);

  const feeds = new Feeds({
    reader: stream,
    windowSize: config.SOCKET_WINDOW,
    checkMs: config.STREAM_CHECK_MS,
    logger,
  });
  shutdown.add('stream checks', () => feeds.stop());

  const auth = chassis.client('auth', config.AUTH_GRPC);
  const tokens = createAccessTokenVerifier({
    issuer: config.ACCESS_TOKEN_ISSUER,
    audience: config.ACCESS_TOKEN_AUDIENCE,
    keys: createRemoteJwks({
      fetchJwks: async () => (await auth.getJwks({})).jwksJson,
      logger,
      coolDownMs: config.JWKS_COOL_DOWN_MS,
      maxAgeMs: config.JWKS_MAX_AGE_MS,
    }),
  });
  const revocations = new RedisRevocations(redis.commands, config.REDIS_PREFIX);
  const sockets = await createSockets({
    config,
    redis,
    revocations,
    identities: createIdentityVerifier({ service: 'notify', keys: config.SERVICE_KEYS }),
    access: createAccess(tokens, revocations),
    feeds,
    logger,
  });

  const language = config.NOTIFICATION_LANGUAGE;
  const telling = { tell: tellPerson({ stream, notifications, language }), signals: sockets };
  await chassis.subscribe(orderStatusChangedConsumer(language, telling));
  await chassis.subscribe(balanceChangedConsumer(language, telling));
  await chassis.subscribe(scanRecordedConsumer(language, telling));
  await chassis.subscribe(adminAlertsConsumer((alert) => sockets.alertAdmins(alert)));

  const driver =
    config.SMS_DRIVER === 'http'
      ? httpSmsDriver({
          baseUrl: config.SMS_BASE_URL!,
          senderId: config.SMS_SENDER_ID,
          timeoutMs: config.SMS_TIMEOUT_MS,
        })
      : mailbox;
  const send = sendOtp({ log: new SmsLogRepository(connection), driver, tries: config.SMS_TRIES, logger });
  const grpcPort = await chassis.serveGrpc('notify', notifyServer({ sendOtp: send }));

  const cursors = createCursorCodec(config.CURSOR_SECRET, 'notifications');
  const http = await chassis.serveHttp([
    ...notificationRoutes({ notifications, cursors }),
    ...(config.NODE_ENV === 'production' ? [] : devMessageRoutes(mailbox)),
  ]);
  sockets.attach(http);
  // Added last, so sockets are the first to go: an open one would keep the HTTP server from closing.
  shutdown.add('sockets', () => sockets.stop());
  return { httpPort: http.port, grpcPort };
}
