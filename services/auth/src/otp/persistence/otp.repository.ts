import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadScript } from '@chowk/runtime/redis';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { orUnavailable } from '../../redis.ts';
import type { OtpBinding } from '../domain/otp.ts';
import { GLOBAL, type SendRule } from '../domain/send-limits.ts';
import type { OtpRepository } from '../ports.ts';

const script = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'scripts', `${name}.lua`), 'utf8');

const COUNT_SEND = script('count-send');
const CONSUME_CODE = script('consume-code');
const GUESS_WINDOW_MS = 3_600_000;

/** Whether it is allowed, ms to wait, and how many sends there were in the hour. */
const countReply = z.tuple([z.number(), z.number(), z.number()]);
const consumeReply = z.tuple([z.enum(['right', 'wrong', 'too-many']), z.number()]);

/**
 * Codes in Redis. Neither codes nor phones are there, only HMACs: six digits or ten under a plain hash are
 * guessed in a second.
 */
export function createOtpRepository(redis: Redis, secret: string): OtpRepository {
  const countSend = loadScript(redis, 'countSend', COUNT_SEND, 'any', countReply);
  const consumeCode = loadScript(redis, 'consumeCode', CONSUME_CODE, 2, consumeReply);

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

    async countSend(sendId, rules) {
      const subjects = subjectsOf(rules);
      const args = rules.flatMap((rule) => [subjects.indexOf(rule.subject) + 1, rule.windowMs, rule.max]);
      const reply = await orUnavailable(countSend(subjects.map(sendKey), [sendId, ...args]));
      const [allowed, retryAfterMs, total] = reply;
      if (allowed === 0) return { allowed: false, retryAfterMs };
      return { allowed: true, totalReached: total >= rules.at(-1)!.max };
    },

    async refundSend(sendId, rules) {
      const transaction = redis.multi();
      for (const subject of subjectsOf(rules)) {
        if (subject !== GLOBAL) transaction.zrem(sendKey(subject), sendId);
      }
      await orUnavailable(transaction.exec());
    },

    async store(binding, code, ttlSeconds) {
      await orUnavailable(
        redis
          .multi()
          .set(codeKey(binding), codeMac(binding, code), 'EX', ttlSeconds)
          .set(latestKey(binding.phone, binding.purpose), binding.sessionId, 'EX', ttlSeconds)
          .exec(),
      );
    },

    async discard(binding) {
      await orUnavailable(redis.del(codeKey(binding)));
    },

    async findLatestSession(phone, purpose) {
      return (await orUnavailable(redis.get(latestKey(phone, purpose)))) ?? undefined;
    },

    async consume(binding, code, guessesPerHour) {
      const args = [codeMac(binding, code), randomUUID(), GUESS_WINDOW_MS, guessesPerHour];
      const reply = await orUnavailable(consumeCode([codeKey(binding), guessKey(binding.phone)], args));
      const [outcome, retryAfterMs] = reply;
      return outcome === 'too-many' ? { outcome, retryAfterMs } : { outcome };
    },
  };
}

const subjectsOf = (rules: readonly SendRule[]): string[] => [...new Set(rules.map((rule) => rule.subject))];
