import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { loadScript, reached } from '../../redis.ts';
import { EVERYBODY, type SendRule } from '../domain/send-limits.ts';
import type { OneTimeCodes, OtpBinding } from '../ports.ts';

const SCRIPTS = join(import.meta.dirname, 'scripts');
const GUESS_WINDOW_MS = 3_600_000;

const reserveReply = z.tuple([z.number(), z.number(), z.number()]);
const consumeReply = z.tuple([z.enum(['right', 'wrong', 'too-many']), z.number()]);

/**
 * Codes in Redis. Neither codes nor phones are there, only HMACs: six digits or ten under a plain hash are
 * guessed in a second.
 */
export function createOneTimeCodes(redis: Redis, secret: string): OneTimeCodes {
  const reserveSend = loadScript(redis, 'reserveSend', join(SCRIPTS, 'reserve-send.lua'));
  const consumeCode = loadScript(redis, 'consumeCode', join(SCRIPTS, 'consume-code.lua'));

  const hmac = (...parts: string[]) =>
    createHmac('sha256', secret).update(parts.join('\n')).digest('base64url');
  const digest = (phone: string) => hmac('phone', phone).slice(0, 22);
  const codeMac = (binding: OtpBinding, code: string) =>
    hmac('code', binding.purpose, binding.sessionId, binding.phone, code);

  const codeKey = ({ purpose, sessionId, phone }: OtpBinding) =>
    `otp:code:${purpose}:${sessionId}:${digest(phone)}`;
  const latestKey = (phone: string, purpose: string) => `otp:latest:${purpose}:${digest(phone)}`;
  const guessKey = (phone: string) => `otp:guesses:${digest(phone)}`;
  const sendKey = (subject: string) => `otp:sends:${subject}`;

  return {
    digest,
    async reserveSend(sendId, rules) {
      const subjects = subjectsOf(rules);
      const args = rules.flatMap((rule) => [subjects.indexOf(rule.subject) + 1, rule.windowMs, rule.max]);
      const reply = await reached(reserveSend(subjects.map(sendKey), [sendId, ...args]));
      const [allowed, retryAfterMs, total] = reserveReply.parse(reply);
      if (allowed === 0) return { allowed: false, retryAfterMs };
      return { allowed: true, totalReached: total >= rules.at(-1)!.max };
    },
    async releaseSend(sendId, rules) {
      const transaction = redis.multi();
      for (const subject of subjectsOf(rules)) {
        if (subject !== EVERYBODY) transaction.zrem(sendKey(subject), sendId);
      }
      await reached(transaction.exec());
    },
    async keep(binding, code, ttlSeconds) {
      await reached(
        redis
          .multi()
          .set(codeKey(binding), codeMac(binding, code), 'EX', ttlSeconds)
          .set(latestKey(binding.phone, binding.purpose), binding.sessionId, 'EX', ttlSeconds)
          .exec(),
      );
    },
    async discard(binding) {
      await reached(redis.del(codeKey(binding)));
    },
    async latestSession(phone, purpose) {
      return (await reached(redis.get(latestKey(phone, purpose)))) ?? undefined;
    },
    async consume(binding, code, guessesPerHour) {
      const keys = [codeKey(binding), guessKey(binding.phone)];
      const args = [codeMac(binding, code), randomUUID(), GUESS_WINDOW_MS, guessesPerHour];
      const [outcome, retryAfterMs] = consumeReply.parse(await reached(consumeCode(keys, args)));
      return outcome === 'too-many' ? { outcome, retryAfterMs } : { outcome };
    },
  };
}

const subjectsOf = (rules: readonly SendRule[]): string[] => [...new Set(rules.map((rule) => rule.subject))];
