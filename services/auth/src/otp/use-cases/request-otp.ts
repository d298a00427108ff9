import { randomBytes, randomInt } from 'node:crypto';
import { AppError } from '@chowk/contracts/errors';
import type { Logger } from '@chowk/runtime/log';
import type { NotifyClient } from '../../neighbours/notify.ts';
import { parsePhone, type PhoneRules } from '../../users/domain/phone.ts';
import { clientNetwork } from '../domain/client-network.ts';
import type { OtpBinding } from '../domain/otp.ts';
import { sendRules, type SendLimits, type SendRule } from '../domain/send-limits.ts';
import type { OtpRepository } from '../ports.ts';

const DIGITS = 6;

interface OtpRequest {
  phone: string;
  /** Field of the request that the phone came in, for the error. */
  phoneField: string;
  /** Client address as the gateway saw it. */
  clientAddress: string | undefined;
}

interface OtpSent {
  sessionId: string;
  /** seconds */
  expiresIn: number;
  /** seconds until another code may be asked for */
  retryAfter: number;
}

/**
 * Sends a sign-in code. It never looks whether the phone is known, so neither answer nor time can tell.
 * @throws AppError INVALID_PHONE, OTP_RATE_LIMITED with retryAfter, SMS_UNAVAILABLE (the send is then not
 *   counted against the user), UPSTREAM_UNAVAILABLE without Redis
 */
export type RequestOtp = (request: OtpRequest) => Promise<OtpSent>;

interface Deps {
  otps: OtpRepository;
  notify: NotifyClient;
  phones: PhoneRules;
  limits: SendLimits;
  ttlSeconds: number;
  logger: Logger;
}

export const createRequestOtp =
  (deps: Deps): RequestOtp =>
  async (request) => {
    const { otps, limits, ttlSeconds } = deps;
    const phone = parsePhone(request.phone, deps.phones, request.phoneField);
    const sessionId = `otp_${randomBytes(16).toString('base64url')}`;
    const rules = sendRules(limits, otps.digests(phone), clientNetwork(request.clientAddress));
    await countSend(deps, sessionId, rules);

    const binding: OtpBinding = { sessionId, phone, purpose: 'sign-in' };
    const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
    try {
      await otps.store(binding, code, ttlSeconds);
      await deps.notify.sendOtp({
        requestId: sessionId,
        phone,
        code,
        expiresInSeconds: ttlSeconds,
        language: 'en',
      });
    } catch (cause) {
      await refundSend(deps, binding, rules);
      throw new AppError('SMS_UNAVAILABLE', { cause });
    }
    return { sessionId, expiresIn: ttlSeconds, retryAfter: limits.resendAfterSeconds };
  };

async function countSend(deps: Deps, sendId: string, rules: readonly SendRule[]): Promise<void> {
  const decision = await deps.otps.countSend(sendId, rules);
  if (!decision.allowed) {
    const retryAfter = Math.ceil(decision.retryAfterMs / 1_000);
    throw new AppError('OTP_RATE_LIMITED', { retryAfter, details: [{ retryAfter }] });
  }
  if (decision.totalReached) {
    deps.logger.error(
      { alarm: 'otp-hourly-total', limit: deps.limits.perHourTotal },
      'as many codes were sent in an hour as are allowed to everybody; no more go out for now',
    );
  }
}

async function refundSend(deps: Deps, binding: OtpBinding, rules: readonly SendRule[]): Promise<void> {
  try {
    await deps.otps.refundSend(binding.sessionId, rules);
    await deps.otps.discard(binding);
  } catch (err) {
    // The person is told that no code was sent; at worst one send too many is counted against them.
    deps.logger.warn({ err }, 'a send that failed could not be refunded');
  }
}
