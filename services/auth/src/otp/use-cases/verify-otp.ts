import { AppError } from '@chowk/contracts/errors';
import type { SignedIn, StartSession } from '../../sessions/sessions.ts';
import { parsePhone, type PhoneRules } from '../../users/domain/phone.ts';
import type { OtpRepository } from '../ports.ts';

interface OtpToVerify {
  /** Undefined from clients that do not keep it: then the newest of the phone counts. */
  sessionId: string | undefined;
  phone: string;
  /** Field of the request that the phone came in, for the error. */
  phoneField: string;
  otp: string;
  /** Counts for a new user only. */
  email: string | undefined;
  /** User-Agent of the device. */
  device: string | undefined;
}

/**
 * Signs in with a code, which is used up by it.
 * @throws AppError INVALID_PHONE, INVALID_OTP (wrong, expired, used, or of another session or phone: never
 *   which), OTP_RATE_LIMITED after too many wrong guesses, FORBIDDEN for a blocked user,
 *   UPSTREAM_UNAVAILABLE without Redis
 */
export type VerifyOtp = (request: OtpToVerify) => Promise<SignedIn>;

export const createVerifyOtp =
  (deps: {
    otps: OtpRepository;
    phones: PhoneRules;
    guessesPerHour: number;
    startSession: StartSession;
  }): VerifyOtp =>
  async ({ phone: text, phoneField, otp, email, device, ...request }) => {
    const phone = parsePhone(text, deps.phones, phoneField);
    const sessionId = request.sessionId ?? (await deps.otps.findLatestSession(phone, 'sign-in')) ?? 'none';
    const binding = { sessionId, phone, purpose: 'sign-in' } as const;
    const decision = await deps.otps.consume(binding, otp, deps.guessesPerHour);
    if (decision.outcome === 'too-many') {
      const retryAfter = Math.ceil(decision.retryAfterMs / 1_000);
      throw new AppError('OTP_RATE_LIMITED', {
        message: 'Too many wrong codes; try again later.',
        retryAfter,
        details: [{ retryAfter }],
      });
    }
    if (decision.outcome === 'wrong') throw new AppError('INVALID_OTP');
    return deps.startSession({ phone, email, device });
  };
