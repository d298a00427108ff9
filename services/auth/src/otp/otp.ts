import type { Capability } from '@chowk/chassis';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { Redis } from 'ioredis';
import type { Config } from '../config.ts';
import type { NotifyClient } from '../neighbours/notify.ts';
import type { StartSession } from '../sessions/sessions.ts';
import { phoneRules } from '../users/users.ts';
import { otpRoutes } from './http/otp.routes.ts';
import { createOtpRepository } from './persistence/otp.repository.ts';
import { createRequestOtp } from './use-cases/request-otp.ts';
import { createVerifyOtp } from './use-cases/verify-otp.ts';

/** One-time codes: whoever has the phone signs in. */
export function composeOtp(deps: {
  redis: Redis;
  config: Config;
  notify: NotifyClient;
  startSession: StartSession;
  clock: Clock;
  logger: Logger;
}): Capability {
  const { redis, config, notify, startSession, clock, logger } = deps;
  const phones = phoneRules(config);
  const otps = createOtpRepository(redis, config.OTP_SECRET);
  return {
    name: 'otp',
    api: undefined,
    routes: otpRoutes({
      requestOtp: createRequestOtp({
        otps,
        notify,
        phones,
        limits: {
          resendAfterSeconds: config.OTP_RESEND_AFTER_SECONDS,
          perHour: config.OTP_SENDS_PER_HOUR,
          perDay: config.OTP_SENDS_PER_DAY,
          perHourAddress: config.OTP_SENDS_PER_HOUR_ADDRESS,
          perHourNetwork: config.OTP_SENDS_PER_HOUR_NETWORK,
          perHourTotal: config.OTP_SENDS_PER_HOUR_TOTAL,
        },
        ttlSeconds: config.OTP_TTL_SECONDS,
        logger,
      }),
      verifyOtp: createVerifyOtp({
        otps,
        phones,
        guessesPerHour: config.OTP_GUESSES_PER_HOUR,
        startSession,
      }),
      clock,
    }),
  };
}
