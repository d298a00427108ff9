import { openChassis } from '@chowk/chassis';
import { createCursorCodec } from '@chowk/runtime/http';
import type { Health, ServiceAddresses, ServiceContext } from '@chowk/runtime/lifecycle';
import type { Redis } from 'ioredis';
import { createAuditTrail } from './audit/store/audit.repository.ts';
import type { Config } from './config.ts';
import { authServer } from './grpc/auth.server.ts';
import { createCodeSender } from './otp/clients/code-sender.client.ts';
import { otpRoutes } from './otp/http/otp.routes.ts';
import { createOneTimeCodes } from './otp/store/one-time-codes.redis.ts';
import { requestCode } from './otp/use-cases/request-code.ts';
import { verifyCode } from './otp/use-cases/verify-code.ts';
import { periodically } from './periodic.ts';
import { openRedis } from './redis.ts';
import { sessionRoutes } from './sessions/http/session.routes.ts';
import { RevocationSweep } from './sessions/revocation-sweep.ts';
import { createRevocations } from './sessions/store/revocations.redis.ts';
import { createSessions } from './sessions/store/session.repository.ts';
import { endSessions as createEndSessions } from './sessions/use-cases/end-sessions.ts';
import { refreshSession } from './sessions/use-cases/refresh-session.ts';
import { startSession as createStartSession } from './sessions/use-cases/start-session.ts';
import { collections } from './store/migrations/0001-collections.ts';
import { createAccessTokens } from './tokens/access-tokens.ts';
import { jwksRoutes } from './tokens/http/jwks.routes.ts';
import { createKeyVault } from './tokens/key-vault.ts';
import { LoadedSigningKeys } from './tokens/signing-keys.ts';
import { createKeyRings } from './tokens/store/key-ring.repository.ts';
import { parsePhone } from './users/domain/phone.ts';
import { userRoutes } from './users/http/user.routes.ts';
import { createUsers } from './users/store/user.repository.ts';
import { changeUser } from './users/use-cases/change-user.ts';
import { getProfile, updateProfile } from './users/use-cases/profile.ts';
import { findOrRegister } from './users/use-cases/register-user.ts';

/** Clocks differ between machines: a revocation outlives the last access token by this much. */
const CLOCK_MARGIN_MS = 60_000;

/** Puts auth together; the one place that knows every part. */
export async function compose(context: ServiceContext<Config>): Promise<ServiceAddresses> {
  const { config, logger, shutdown, health } = context;
  const chassis = await openChassis('auth', context, [collections]);
  const { connection, outbox } = chassis;
  const redis = openRedis({ url: config.REDIS_URL, prefix: config.REDIS_PREFIX, logger });
  shutdown.add('redis', async () => redis.disconnect());
  watchRedis(redis, health);

  const phones = { defaultRegion: config.PHONE_DEFAULT_REGION, countryCodes: config.PHONE_COUNTRY_CODES };
  const ownerPhones = config.BOOTSTRAP_ADMIN_PHONES.map((phone) =>
    parsePhone(phone, phones, 'BOOTSTRAP_ADMIN_PHONES'),
  );
  const refreshLifetimeMs = config.REFRESH_TOKEN_TTL_S * 1_000;
  const revocationKeepMs = config.ACCESS_TOKEN_TTL_S * 1_000 + CLOCK_MARGIN_MS;

  const audit = createAuditTrail(connection);
  const users = createUsers(connection);
  const sessions = createSessions(connection);
  const codes = createOneTimeCodes(redis, config.OTP_SECRET);
  const revocations = createRevocations(redis, { prefix: config.REDIS_PREFIX, keepMs: revocationKeepMs });
  const keys = await LoadedSigningKeys.load(
    createKeyRings(connection),
    createKeyVault(config.KEY_ENCRYPTION_SECRET),
    new Date(),
  );
  const published = () => keys.published();
  const accessTokens = createAccessTokens(keys, {
    issuer: config.ACCESS_TOKEN_ISSUER,
    audience: config.ACCESS_TOKEN_AUDIENCE,
    lifetime: config.ACCESS_TOKEN_TTL_S,
  });

  const endSessions = createEndSessions({ outbox, sessions, revocations, audit, logger });
  const startSession = createStartSession({
    outbox,
    sessions,
    findOrRegister: findOrRegister({ users, audit, ownerPhones }),
    accessTokens,
    audit,
    refreshLifetimeMs,
  });
  const changing = { users, audit, outbox, endSessions };

  keepUp(context, redis, keys, new RevocationSweep({ sessions, revocations, keepMs: revocationKeepMs }));

  const grpcPort = await chassis.serveGrpc('auth', authServer({ users, sessions, phones, published }));
  const { port: httpPort } = await chassis.serveHttp([
    ...otpRoutes({
      requestCode: requestCode({
        codes,
        sender: createCodeSender(chassis.client('notify', config.NOTIFY_GRPC, config.SMS_TIMEOUT_MS)),
        phones,
        limits: sendLimits(config),
        ttlSeconds: config.OTP_TTL_S,
        logger,
      }),
      verifyCode: verifyCode({ codes, phones, guessesPerHour: config.OTP_GUESSES_PER_HOUR, startSession }),
    }),
    ...sessionRoutes({
      refreshSession: refreshSession({
        outbox,
        sessions,
        users,
        accessTokens,
        endSessions,
        audit,
        refreshLifetimeMs,
        graceMs: config.REFRESH_GRACE_MS,
      }),
      endSessions,
      listSessions: (userId, now, page) => sessions.activeOf(userId, now, page),
      cursors: createCursorCodec(config.CURSOR_SECRET, 'sessions'),
    }),
    ...userRoutes({
      getProfile: (userId) => getProfile(users, userId),
      updateProfile: (userId, change, version) => updateProfile(users, userId, change, version),
      changeUser: (actor, userId, change, now) => changeUser(changing, actor, userId, change, now),
    }),
    ...jwksRoutes(published, config.JWKS_MAX_AGE_S),
  ]);
  return { httpPort, grpcPort };
}

const sendLimits = (config: Config) => ({
  resendAfterSeconds: config.OTP_RESEND_AFTER_S,
  perHour: config.OTP_SENDS_PER_HOUR,
  perDay: config.OTP_SENDS_PER_DAY,
  perHourAddress: config.OTP_SENDS_PER_HOUR_ADDRESS,
  perHourNetwork: config.OTP_SENDS_PER_HOUR_NETWORK,
  perHourTotal: config.OTP_SENDS_PER_HOUR_TOTAL,
});

function watchRedis(redis: Redis, health: Health): void {
  health.add('redis', async () => {
    await redis.ping();
  });
}

/** Work that goes on beside requests: rotated keys come in, revocations that Redis lacks go out. */
function keepUp(
  { config, logger, shutdown }: ServiceContext<Config>,
  redis: Redis,
  keys: LoadedSigningKeys,
  sweep: RevocationSweep,
): void {
  const { KEY_RELOAD_MS, REVOCATION_SWEEP_MS, REVOCATION_AUDIT_MS } = config;
  const works = [
    periodically('reload of signing keys', KEY_RELOAD_MS, logger, () => keys.reload()),
    periodically('revocation sweep', REVOCATION_SWEEP_MS, logger, () => sweep.announceMissed()),
    periodically('revocation audit', REVOCATION_AUDIT_MS, logger, () => sweep.announceForgotten()),
  ];
  // A Redis that comes back may have come back empty.
  redis.on('ready', () => {
    sweep.announceForgotten().catch((err: unknown) => logger.warn({ err }, 'revocation audit failed'));
  });
  shutdown.add('periodic work', () => Promise.all(works.map((work) => work.stop())));
}
