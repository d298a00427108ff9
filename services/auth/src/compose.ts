import { openChassis } from '@chowk/chassis';
import type { ServiceAddresses, ServiceContext } from '@chowk/runtime/lifecycle';
import { composeAdmin } from './admin/admin.ts';
import { composeAudit } from './audit/audit.ts';
import type { Config } from './config.ts';
import { authServer } from './grpc/auth.server.ts';
import { createNotifyClient } from './neighbours/notify.ts';
import { composeOtp } from './otp/otp.ts';
import { connectRedis } from './redis.ts';
import { openRevocations } from './revocations.ts';
import { composeSessions } from './sessions/sessions.ts';
import { composeTokens } from './tokens/tokens.ts';
import { composeUsers } from './users/users.ts';

/** The one composition root of auth. */
export async function compose(context: ServiceContext<Config>): Promise<ServiceAddresses> {
  const { config, logger, health } = context;
  const chassis = await openChassis('auth', context);
  const redis = connectRedis(context);
  health.add('redis', async () => void (await redis.ping()));
  const notify = createNotifyClient(chassis.client('notify', config.NOTIFY_GRPC, config.SMS_TIMEOUT_MS));

  const { connection, clock, outbox } = chassis;
  const revocations = openRevocations({ config, redis, clock });
  const base = { connection, clock, outbox, redis, revocations, config, logger };
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
        clock,
      }),
    },
  });
}
