import { chassisConfigSchema } from '@chowk/chassis';
import { secretKeyring } from '@chowk/keyring';
import { checkedInProduction, integer, list, redisConfigSchema } from '@chowk/runtime/config';
import { z } from 'zod';

/** Settings of notify. */
export const configSchema = z
  .object({
    ...chassisConfigSchema.shape,
    ...redisConfigSchema.shape,
    /** gRPC address of auth, host:port; several by comma. */
    AUTH_GRPC: z.string().min(1),
    /** `iss` that access tokens must carry. */
    ACCESS_TOKEN_ISSUER: z.string().default('chowk'),
    /** `aud` that access tokens must carry. */
    ACCESS_TOKEN_AUDIENCE: z.string().default('chowk-api'),
    /** Longest life of an access token in seconds, the same for auth, gateway and notify: one that says it lives for longer is refused, and an ended session is remembered that long. */
    ACCESS_TOKEN_MAX_LIFETIME_SECONDS: integer(3_600, 60),
    /** Shortest time in ms between two fetches of auth's public keys. */
    JWKS_COOL_DOWN_MS: integer(5_000, 0),
    /** Age in ms after which auth's public keys are fetched anew. */
    JWKS_MAX_AGE_MS: integer(30_000, 100),
    /** Signs the cursors of lists. */
    CURSOR_SECRET: secretKeyring('development-cursor-secret'),
    /** Language of notifications: en or hi. */
    NOTIFICATION_LANGUAGE: z.enum(['en', 'hi']).default('en'),
    /** Ways in for sockets. Replicas without sticky balancing need `websocket` alone. */
    SOCKET_TRANSPORTS: list(['websocket', 'polling']).pipe(z.array(z.enum(['websocket', 'polling'])).min(1)),
    /** Longest time in ms that an update waits for others, to be stored with them in one transaction. */
    UPDATE_WINDOW_MS: integer(25, 0, 5_000),
    /** Updates that one transaction stores, at the most; no more wait than RABBITMQ_PREFETCH of each subscription. */
    UPDATE_BATCH_MAX: integer(100, 1, 1_000),
    /** Shortest time in ms between two alerts to admins about one kind of stuck work of one service; what comes meanwhile is told as one. */
    ATTENTION_ALERT_PAUSE_MS: integer(60_000, 50),
    /** Events on their way to one socket without its acknowledgement, at the most. */
    SOCKET_WINDOW: integer(32, 1, 1_000),
    /** A socket whose oldest event waits longer than this many ms for its acknowledgement is cut off. */
    SOCKET_ACK_TIMEOUT_MS: integer(20_000, 50),
    /** Largest message in bytes that a client may send over its socket. */
    SOCKET_MESSAGE_LIMIT_BYTES: integer(16_384, 1_024),
    /** Pause in ms between two checks of all sockets: expired tokens, revoked sessions, slow consumers. */
    SOCKET_SWEEP_MS: integer(1_000, 20),
    /** Pause in ms between two looks for stream events whose signal was lost. */
    STREAM_CHECK_MS: integer(5_000, 20),
    /** Time in seconds that stream events are kept for replay. */
    STREAM_KEEP_SECONDS: integer(7 * 24 * 3600, 60),
    /** Days that a line of somebody's inbox is kept, read or not. */
    NOTIFICATION_KEEP_DAYS: integer(180, 1, 3_650),
    /** Where SMS go: `mailbox` keeps them for the developer's page /api/v1/dev/messages (never in production), `http` sends them. */
    SMS_DRIVER: checkedInProduction(z.enum(['mailbox', 'http']).default('mailbox'), {
      developmentDefault: 'mailbox',
      problems: (value) =>
        value === 'http' ? [] : ['production cannot use the mailbox: it shows everybody the codes'],
    }),
    /** Base address of the SMS gateway for the `http` driver. */
    SMS_BASE_URL: z.url().optional(),
    /** Sender shown on an SMS, 3 to 11 letters, digits or hyphens. */
    SMS_SENDER_ID: z
      .string()
      .regex(/^[A-Za-z0-9-]{3,11}$/)
      .default('CHOWK'),
    /** Longest wait in ms for the SMS gateway, per try. */
    SMS_TIMEOUT_MS: integer(1_500, 50),
    /** Tries of one SMS, at the most. */
    SMS_TRIES: integer(2, 1, 5),
  })
  .superRefine((config, check) => {
    const refuse = (path: string, message: string) =>
      check.addIssue({ code: 'custom', path: [path], message });
    if (config.SMS_DRIVER === 'http' && config.SMS_BASE_URL === undefined)
      refuse('SMS_BASE_URL', 'the http driver needs it');
  });

export type Config = z.output<typeof configSchema>;
