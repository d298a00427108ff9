import { AppError } from '@chowk/contracts/errors';
import { parsePhone, type PhoneRules } from '../../users/domain/phone.ts';
import type { SignedIn, StartSession } from '../../sessions/use-cases/start-session.ts';
import type { OneTimeCodes } from '../ports.ts';

export interface CodeToVerify {
  /** Undefined from clients that do not keep it: then the newest of the phone counts. */
  sessionId: string | undefined;
  phone: string;
  /** Field of the request that the phone came in, for the error. */
  phoneField: string;
  otp: string;
  email: string | undefined;
  /** User-Agent of the device. */
  device: string | undefined;
}

/**
 * Signs in with a code, which is used up by it.
 * @throws AppError INVALID_PHONE, INVALID_OTP (wrong, expired, used, or of another session or phone: never
 *   which), OTP_RATE_LIMITED after too many wrong guesses, FORBIDDEN for a blocked user
 */
export const verifyCode =
  (ports: { codes: OneTimeCodes; phones: PhoneRules; guessesPerHour: number; startSession: StartSession }) =>
  async (request: CodeToVerify): Promise<SignedIn> => {
    const phone = parsePhone(request.phone, ports.phones, request.phoneField);
    const sessionId = request.sessionId ?? (await ports.codes.latestSession(phone, 'sign-in')) ?? 'none';
    const binding = { sessionId, phone, purpose: 'sign-in' } as const;
    const decision = await ports.codes.consume(binding, request.otp, ports.guessesPerHour);
    if (decision.outcome === 'too-many') {
      const retryAfter = Math.ceil(decision.retryAfterMs / 1_000);
      throw new AppError('OTP_RATE_LIMITED', {
        message: 'Too many wrong codes; try again later.',
        retryAfter,
        details: [{ retryAfter }],
      });
    }
    if (decision.outcome === 'wrong') throw new AppError('INVALID_OTP');
    return ports.startSession({ phone, email: request.email, device: request.device, now: new Date() });
  };
