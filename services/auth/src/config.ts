import { chassisConfigSchema } from '@chowk/chassis';
import { secretKeyring } from '@chowk/keyring';
import { integer, list, redisConfigSchema } from '@chowk/runtime/config';
import type { CountryCode } from 'libphonenumber-js';
import { z } from 'zod';

/** Settings of auth, on top of those of every service. */
export const configSchema = z
  .object({
    ...chassisConfigSchema.shape,
    ...redisConfigSchema.shape,
    /** gRPC address of notify, host:port; several by comma. */
    NOTIFY_GRPC: z.string().min(1),
    /** Longest wait in ms for notify to take a one-time code. */
    SMS_TIMEOUT_MS: integer(5_000, 1),

    /** Region that a phone number without a country code belongs to (ISO 3166-1 alpha-2). */
    PHONE_DEFAULT_REGION: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .default('IN')
      .transform((region) => region as CountryCode),
    /** Country calling codes that codes are sent to, without the plus, separated by commas. */
    PHONE_COUNTRY_CODES: list(['91']),

    /** Keys the HMACs of one-time codes and phone numbers in Redis. */
    OTP_SECRET: secretKeyring('development-otp-secret'),
    /** Seconds that a one-time code lives. */
    OTP_TTL_SECONDS: integer(300, 1),
    /** Wrong codes per phone in any hour, over all its codes. */
    OTP_GUESSES_PER_HOUR: integer(5, 1, 1_000),
    /** Seconds between two codes to one phone. */
    OTP_RESEND_AFTER_SECONDS: integer(60, 1),
    /** Codes per phone in any hour. */
    OTP_SENDS_PER_HOUR: integer(5, 1),
    /** Codes per phone in any day. */
    OTP_SENDS_PER_DAY: integer(10, 1),
    /** Codes per client address in any hour. */
    OTP_SENDS_PER_HOUR_ADDRESS: integer(20, 1),
    /** Codes per client network (/24 of IPv4, /64 of IPv6) in any hour. */
    OTP_SENDS_PER_HOUR_NETWORK: integer(20, 1),
    /** Codes in any hour from everybody; reaching it raises an alarm in the log. */
    OTP_SENDS_PER_HOUR_TOTAL: integer(5_000, 1),

    /** `iss` of access tokens. */
    ACCESS_TOKEN_ISSUER: z.string().min(1).default('chowk'),
    /** `aud` of access tokens. */
    ACCESS_TOKEN_AUDIENCE: z.string().min(1).default('chowk-api'),
    /** Seconds that an access token lives. */
    ACCESS_TOKEN_TTL_SECONDS: integer(900, 1),
    /** Longest life of an access token in seconds, the same for auth, gateway and notify: one that says it lives for longer is refused, and an ended session is remembered that long. */
    ACCESS_TOKEN_MAX_LIFETIME_SECONDS: integer(3_600, 60),
    /** Seconds that a refresh token lives, and with it a session that is not used. */
    REFRESH_TOKEN_TTL_SECONDS: integer(30 * 24 * 3600, 1),
    /** For so many ms after its use a refresh token still answers with its one successor: longer than the longest wait for an answer, after which clients try again. */
    REFRESH_GRACE_MS: integer(30_000, 0),
    /** Encrypts the private signing keys at rest. */
    KEY_ENCRYPTION_SECRET: secretKeyring('development-key-encryption-secret'),
    /** Seconds that verifiers may keep the public keys. */
    JWKS_MAX_AGE_SECONDS: integer(300, 1),
    /** Each replica looks for rotated signing keys this often, in ms. */
    KEY_RELOAD_MS: integer(2_000, 10),
    /** Revocations that Redis has missed are published this often, in ms. */
    REVOCATION_SWEEP_MS: integer(1_000, 10),
    /** All recent revocations are checked against Redis this often, in ms, in case it was emptied. */
    REVOCATION_AUDIT_MS: integer(15_000, 10),
    /** Signs the cursors of lists. */
    CURSOR_SECRET: secretKeyring('development-cursor-secret'),
    /** Phones that become admin and owner when they first sign in, separated by commas. */
    BOOTSTRAP_ADMIN_PHONES: list(),
  })
  .superRefine(({ ACCESS_TOKEN_TTL_SECONDS: ttl, ACCESS_TOKEN_MAX_LIFETIME_SECONDS: max }, check) => {
    if (ttl > max)
      check.addIssue({
        code: 'custom',
        path: ['ACCESS_TOKEN_TTL_SECONDS'],
        message: 'is longer than ACCESS_TOKEN_MAX_LIFETIME_SECONDS: every token would be refused',
      });
  });

export type Config = z.output<typeof configSchema>;
