import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Keyring } from '@chowk/keyring';
import { loadScript } from '@chowk/runtime/redis';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { orUnavailable } from '../../redis.ts';
import type { OtpBinding } from '../domain/otp.ts';
import { GLOBAL, type PhoneDigests, type SendRule } from '../domain/send-limits.ts';
import type { OtpRepository } from '../ports.ts';

const script = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'scripts', `${name}.lua`), 'utf8');

const COUNT_SEND = script('adopt-log') + script('count-send');
const CONSUME_CODE = script('adopt-log') + script('consume-code');
const GUESS_WINDOW_MS = 3_600_000;

/** Whether it is allowed, ms to wait, and how many sends there were in the hour. */
const countReply = z.tuple([z.number(), z.number(), z.number()]);
const consumeReply = z.tuple([z.enum(['right', 'wrong', 'too-many']), z.number()]);

/**
 * Codes in Redis. Neither codes nor phones are there, only HMACs: six digits or ten under a plain hash are
 * guessed in a second. The first secret writes; what another one of the list has written is found too.
 */
export function createOtpRepository(redis: Redis, secrets: Keyring): OtpRepository {
  const countSend = loadScript(redis, 'countSend', COUNT_SEND, 'any', countReply);
  const consumeCode = loadScript(redis, 'consumeCode', CONSUME_CODE, 'any', consumeReply);

  // Raw, and without the version: names and MACs are those of earlier releases, whose codes live on.
  const signer = secrets.rawSigner();
  const hmacs = (...parts: string[]) =>
    secrets.versions.map((version) => signer.mac(parts.join('\n'), version)!.toString('base64url'));
  const digests = (phone: string): PhoneDigests => {
    const [current = '', ...older] = hmacs('phone', phone).map((hmac) => hmac.slice(0, 22));
    return [current, ...older];
  };
  const codeMacs = (binding: OtpBinding, code: string) =>
    hmacs('code', binding.purpose, binding.sessionId, binding.phone, code);

  const codeKeys = ({ purpose, sessionId, phone }: OtpBinding) =>
    digests(phone).map((digest) => `otp:code:${purpose}:${sessionId}:${digest}`);
  const latestKeys = (phone: string, purpose: string) =>
    digests(phone).map((digest) => `otp:latest:${purpose}:${digest}`);
  const guessKeys = (phone: string) => digests(phone).map((digest) => `otp:guesses:${digest}`);
  const sendKey = (subject: string) => `otp:sends:${subject}`;

  return {
    digests,

    async countSend(sendId, rules) {
      const subjects = subjectsOf(rules);
      const former = formerOf(rules);
      const keys = [...subjects, ...former.map(({ name }) => name)].map(sendKey);
      const indexOf = (subject: string) => subjects.indexOf(subject) + 1;
      const moves = [former.length, ...former.map(({ subject }) => indexOf(subject))];
      const args = rules.flatMap((rule) => [indexOf(rule.subject), rule.windowMs, rule.max]);
      const reply = await orUnavailable(countSend(keys, [sendId, ...moves, ...args]));
      const [allowed, retryAfterMs, total] = reply;
      if (allowed === 0) return { allowed: false, retryAfterMs };
      return { allowed: true, totalReached: total >= rules.at(-1)!.max };
    },

    async refundSend(sendId, rules) {
      const transaction = redis.multi();
      // By every name: a replica with another current secret may have moved the log meanwhile.
      for (const subject of [...subjectsOf(rules), ...formerOf(rules).map(({ name }) => name)]) {
        if (subject !== GLOBAL) transaction.zrem(sendKey(subject), sendId);
      }
      await orUnavailable(transaction.exec());
    },

    async store(binding, code, ttlSeconds) {
      const [codeKey = ''] = codeKeys(binding);
      const [mac = ''] = codeMacs(binding, code);
      const [latest = '', ...olderLatest] = latestKeys(binding.phone, binding.purpose);
      const transaction = redis
        .multi()
        .set(codeKey, mac, 'EX', ttlSeconds)
        .set(latest, binding.sessionId, 'EX', ttlSeconds);
      if (olderLatest.length > 0) transaction.del(olderLatest);
      await orUnavailable(transaction.exec());
    },

    async discard(binding) {
      await orUnavailable(redis.del(codeKeys(binding)));
    },

    async findLatestSession(phone, purpose) {
      const found = await orUnavailable(redis.mget(latestKeys(phone, purpose)));
      return found.find((session) => session !== null) ?? undefined;
    },

    async consume(binding, code, guessesPerHour) {
      const keys = [...codeKeys(binding), ...guessKeys(binding.phone)];
      const args = [randomUUID(), GUESS_WINDOW_MS, guessesPerHour, ...codeMacs(binding, code)];
      const [outcome, retryAfterMs] = await orUnavailable(consumeCode(keys, args));
      return outcome === 'too-many' ? { outcome, retryAfterMs } : { outcome };
    },
  };
}

const subjectsOf = (rules: readonly SendRule[]): string[] => [...new Set(rules.map((rule) => rule.subject))];

/** The names that subjects may still have their logs under. */
const formerOf = (rules: readonly SendRule[]): Array<{ name: string; subject: string }> =>
  subjectsOf(rules).flatMap((subject) => {
    const { formerSubjects = [] } = rules.find((rule) => rule.subject === subject)!;
    return formerSubjects.map((name) => ({ name, subject }));
  });
