import { openChassis } from '@chowk/chassis';
import { systemClock, type ServiceAddresses, type ServiceContext } from '@chowk/runtime/lifecycle';
import { closeRedis, openRedis } from '@chowk/runtime/redis';
import { composeAdmin } from './admin/admin.ts';
import { composeAudit } from './audit/audit.ts';
import type { Config } from './config.ts';
import { authServer } from './grpc/auth.server.ts';
import { createNotifyClient } from './neighbours/notify.ts';
import { composeOtp } from './otp/otp.ts';
import { composeSessions } from './sessions/sessions.ts';
import { composeTokens } from './tokens/tokens.ts';
import { composeUsers } from './users/users.ts';

/** The one composition root of auth. */
export async function compose(context: ServiceContext<Config>): Promise<ServiceAddresses> {
  const { config, logger, shutdown, health } = context;
  const chassis = await openChassis('auth', context);
  const redis = openRedis({
    url: config.REDIS_URL,
    prefix: config.REDIS_PREFIX,
    profile: 'fail-fast',
    commandTimeoutMs: config.REDIS_COMMAND_TIMEOUT_MS,
    retries: config.REDIS_RETRIES,
    logger,
  });
  shutdown.add('redis', () => closeRedis(redis));
  health.add('redis', async () => void (await redis.ping()));
  const notify = createNotifyClient(chassis.client('notify', config.NOTIFY_GRPC, config.SMS_TIMEOUT_MS));

  const { connection, outbox } = chassis;
  const base = { connection, outbox, redis, config, clock: systemClock, logger };
  const audit = composeAudit(base);
  const users = composeUsers({ ...base, audit: audit.api });
  const tokens = composeTokens({ ...base, audit: audit.api });
  const sessions = composeSessions({
    ...base,
    users: users.api,
    accessTokens: tokens.api.accessTokens,
    audit: audit.api,
  });
  const otp = composeOtp({ ...base, notify, startSession: sessions.api.startSession });
  const admin = composeAdmin({
    ...base,
    users: users.api,
    sessions: sessions.api,
    audit: audit.api,
  });

  return chassis.mount([audit, users, tokens, sessions, otp, admin], {
    grpc: {
      service: 'auth',
      implementation: authServer({
        users: users.api,
        sessions: sessions.api,
        tokens: tokens.api,
        clock: systemClock,
      }),
    },
  });
}
