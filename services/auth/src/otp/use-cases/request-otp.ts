import { randomBytes, randomInt } from 'node:crypto';
import { AppError } from '@chowk/contracts/errors';
import type { Logger } from '@chowk/runtime/log';
import { parsePhone, type PhoneRules } from '../../users/domain/phone.ts';
import { clientNetwork } from '../domain/client-network.ts';
import { sendRules, type SendLimits, type SendRule } from '../domain/send-limits.ts';
import type { CodeSender, OneTimeCodes, OtpBinding } from '../ports.ts';

const DIGITS = 6;

export interface CodeRequest {
  phone: string;
  /** Field of the request that the phone came in, for the error. */
  phoneField: string;
  /** Client address as the gateway saw it. */
  clientAddress: string | undefined;
}

export interface CodeSent {
  sessionId: string;
  /** seconds */
  expiresIn: number;
  /** seconds until another code may be asked for */
  retryAfter: number;
}

/**
 * Sends a sign-in code. It never looks whether the phone is known, so neither answer nor time can tell.
 * @throws AppError INVALID_PHONE, OTP_RATE_LIMITED with retryAfter, SMS_UNAVAILABLE (the send is then not
 *   counted against the user)
 */
export const requestCode =
  (ports: {
    codes: OneTimeCodes;
    sender: CodeSender;
    phones: PhoneRules;
    limits: SendLimits;
    ttlSeconds: number;
    logger: Logger;
  }) =>
  async (request: CodeRequest): Promise<CodeSent> => {
    const { codes, limits, ttlSeconds } = ports;
    const phone = parsePhone(request.phone, ports.phones, request.phoneField);
    const sessionId = `otp_${randomBytes(16).toString('base64url')}`;
    const rules = sendRules(limits, codes.digest(phone), clientNetwork(request.clientAddress));
    await reserve(ports, sessionId, rules);

    const binding: OtpBinding = { sessionId, phone, purpose: 'sign-in' };
    const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
    try {
      await codes.keep(binding, code, ttlSeconds);
      await ports.sender.send({
        requestId: sessionId,
        phone,
        code,
        expiresInSeconds: ttlSeconds,
        language: 'en',
      });
    } catch (cause) {
      await takeBack(ports, binding, rules);
      throw new AppError('SMS_UNAVAILABLE', { cause });
    }
    return { sessionId, expiresIn: ttlSeconds, retryAfter: limits.resendAfterSeconds };
  };

type Ports = Parameters<typeof requestCode>[0];

async function reserve(ports: Ports, sendId: string, rules: readonly SendRule[]): Promise<void> {
  const decision = await ports.codes.reserveSend(sendId, rules);
  if (!decision.allowed) {
    const retryAfter = Math.ceil(decision.retryAfterMs / 1_000);
    throw new AppError('OTP_RATE_LIMITED', { retryAfter, details: [{ retryAfter }] });
  }
  if (decision.totalReached) {
    ports.logger.error(
      { alarm: 'otp-hourly-total', limit: ports.limits.perHourTotal },
      'as many codes were sent in an hour as are allowed to everybody; no more go out for now',
    );
  }
}

async function takeBack(ports: Ports, binding: OtpBinding, rules: readonly SendRule[]): Promise<void> {
  try {
    await ports.codes.releaseSend(binding.sessionId, rules);
    await ports.codes.discard(binding);
  } catch (err) {
    // The person is told that no code was sent; at worst one send too many is counted against them.
    ports.logger.warn({ err }, 'a send that failed could not be taken back');
  }
}
