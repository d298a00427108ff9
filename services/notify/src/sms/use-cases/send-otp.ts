import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@chowk/contracts/errors';
import type { Clock } from '@chowk/runtime/lifecycle';
import { redactText, type Logger } from '@chowk/runtime/log';
import { languageFor, smsText } from '../../templates/templates.ts';
import { SmsRejectedError, type SmsAttempt, type SmsClaim } from '../domain/sms.ts';
import type { SmsDriver, SmsLogRepository } from '../ports.ts';

interface OtpRequest {
  requestId: string;
  /** E.164 */
  phone: string;
  code: string;
  expiresInSeconds: number;
  /** BCP 47; English where we do not have it. */
  language: string;
}

/** Longer than all tries of one message take. */
const LEASE_MS = 15_000;
const BUSY_POLL_MS = 50;

/**
 * Sends a one-time code and answers the id of the message. A request that comes again, also while the first
 * is under way, gets the same answer and sends nothing; after a failure it tries anew. A try that timed out
 * is repeated too: the same code twice does less harm than none.
 * @throws AppError SMS_UNAVAILABLE
 */
export type SendOtp = (request: OtpRequest) => Promise<string>;

export const createSendOtp =
  (deps: {
    log: SmsLogRepository;
    driver: SmsDriver;
    tries: number;
    clock: Clock;
    logger: Logger;
  }): SendOtp =>
  async (request) => {
    const { log, driver, tries, clock, logger } = deps;
    const language = languageFor(request.language);
    const claim = await claimOrWait(log, request, language);
    const { messageId } = claim;
    if (claim.state === 'sent') return messageId;

    const body = smsText('otp', language, {
      code: request.code,
      minutes: String(Math.ceil(request.expiresInSeconds / 60)),
    });
    const message = { to: request.phone, body, reference: messageId };
    for (let nth = 1; nth <= tries; nth++) {
      const { attempt, final } = await tryOnce(driver, message, clock);
      await log.record(messageId, attempt);
      if (attempt.error === undefined) return messageId;
      logger.warn({ messageId, nth, driver: driver.name, error: attempt.error }, 'SMS was not taken');
      if (final) break;
      if (nth < tries) await sleep(100 * 2 ** nth * (0.5 + Math.random()));
    }
    await log.markFailed(messageId);
    throw new AppError('SMS_UNAVAILABLE', { retryAfter: 5 });
  };

/** Claims the message, or waits for whoever is sending it. */
async function claimOrWait(
  log: SmsLogRepository,
  { requestId, phone }: OtpRequest,
  language: string,
): Promise<Exclude<SmsClaim, { state: 'busy' }>> {
  const claimTimeout = performance.now() + LEASE_MS;
  for (;;) {
    const claim = await log.claim(requestId, { to: phone, language, leaseMs: LEASE_MS });
    if (claim.state !== 'busy') return claim;
    if (performance.now() > claimTimeout) throw new AppError('SMS_UNAVAILABLE', { retryAfter: 1 });
    await sleep(BUSY_POLL_MS);
  }
}

async function tryOnce(
  driver: SmsDriver,
  message: { to: string; body: string; reference: string },
  clock: Clock,
): Promise<{ attempt: SmsAttempt; final: boolean }> {
  const at = clock();
  const begun = performance.now();
  const outcome = await driver.send(message).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  const attempt: SmsAttempt = { driver: driver.name, at, ms: Math.round(performance.now() - begun) };
  if (outcome) attempt.error = redactText(`${outcome.name}: ${outcome.message}`).slice(0, 200);
  return { attempt, final: outcome instanceof SmsRejectedError };
}
