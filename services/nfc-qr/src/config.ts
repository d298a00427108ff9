import { chassisConfigSchema } from '@chowk/chassis';
import { secretKeyring } from '@chowk/keyring';
import { integer } from '@chowk/runtime/config';
import { z } from 'zod';
import { KEY_ID } from './short-codes/domain/short-code.ts';

/** Settings of nfc-qr. */
export const configSchema = z.object({
  ...chassisConfigSchema.shape,
  /** gRPC address of auth, host:port; several by comma. */
  AUTH_GRPC: z.string().min(1),
  /** Address that printed codes lead to, without a slash at the end; a code is `<PUBLIC_BASE_URL>/q/<code>`. */
  PUBLIC_BASE_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .default('http://localhost:8080'),
  /** Keys of printed codes, `kid:secret,kid:secret`: the first signs, all verify. A kid is one symbol. Keep a key as long as its prints live. */
  QR_SIGNING_KEYS: secretKeyring('a:development-only-qr-signing-secret-000', { version: KEY_ID }),
  /** Signs reveal tokens and hashes callers' addresses. */
  REVEAL_SECRET: secretKeyring('development-only-reveal-secret-000000'),
  /** Signs the cursors of lists. */
  CURSOR_SECRET: secretKeyring('development-only-cursor-secret-000000'),
  /** Seconds that a scanner who left phone and e-mail may look at the owner's view. */
  REVEAL_TTL_SECONDS: integer(600, 1, 86_400),
  /** Longest wait in ms for auth to tell about an owner; after that the gate stays closed. */
  OWNER_LOOKUP_TIMEOUT_MS: integer(1_500, 50, 30_000),
  /** Messages that one caller may send to the owner of one code in a window. */
  CONTACTS_PER_WINDOW: integer(3, 1, 100),
  /** Forms that one caller may leave at one code in a window. */
  LEADS_PER_WINDOW: integer(10, 1, 100),
  /** Length in seconds of the windows that limits count in. */
  LIMIT_WINDOW_SECONDS: integer(900, 1, 86_400),
  /** Days that scans are kept, with what scanners left at them. */
  SCAN_KEEP_DAYS: integer(730, 1, 3_650),
  /** Days that it is kept who was shown an owner. */
  OWNER_ACCESS_KEEP_DAYS: integer(730, 1, 3_650),
  /** Country of phone numbers written without a prefix (ISO 3166-1 alpha-2). */
  DEFAULT_REGION: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('IN'),
  /** Milliseconds between looks for views that a stopped process left unfinished. */
  VIEW_SWEEP_MS: integer(10_000, 10, 60_000),
});
export type Config = z.output<typeof configSchema>;
