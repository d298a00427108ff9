import { z } from 'zod';

const webhookUrlSchema = z.url({ protocol: /^https?$/ });

/** What {@link startProviderEmulator} takes; secrets have no defaults. */
export const settingsSchema = z.strictObject({
  /** 0 takes a free port. */
  port: z.int().min(0).max(65_535).default(0),
  host: z.string().min(1).default('127.0.0.1'),
  razorpay: z.strictObject({
    keyId: z.string().min(1),
    keySecret: z.string().min(1),
    webhookSecret: z.string().min(1),
    webhookUrl: webhookUrlSchema.nullable().default(null),
    webhookDelivery: z
      .strictObject({
        maxAttempts: z.int().min(1).max(100).default(6),
        firstBackoffMs: z.int().min(1).max(60_000).default(250),
        timeoutMs: z.int().min(1).max(60_000).default(5_000),
      })
      .prefault({}),
  }),
});
export type ProviderEmulatorOptions = z.input<typeof settingsSchema>;

/** @throws Error naming the setting that is wrong */
export function parsedSettings<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input);
  if (!result.success) throw new Error(`provider emulator settings: ${z.prettifyError(result.error)}`);
  return result.data;
}

/** @throws Error if it is not an http(s) URL */
export const parsedWebhookUrl = (url: string | null): string | null =>
  parsedSettings(webhookUrlSchema.nullable(), url);

const whole = z.string().regex(/^\d+$/, { error: 'must be a whole number' }).transform(Number);

const environmentSchema = z
  .object({
    PROVIDER_EMULATOR_PORT: whole.default(4_900),
    PROVIDER_EMULATOR_HOST: z.string().optional(),
    RAZORPAY_KEY_ID: z.string(),
    RAZORPAY_KEY_SECRET: z.string(),
    RAZORPAY_WEBHOOK_SECRET: z.string(),
    RAZORPAY_WEBHOOK_URL: z.string().optional(),
    RAZORPAY_WEBHOOK_MAX_ATTEMPTS: whole.optional(),
    RAZORPAY_WEBHOOK_FIRST_BACKOFF_MS: whole.optional(),
    RAZORPAY_WEBHOOK_TIMEOUT_MS: whole.optional(),
  })
  .transform((env): ProviderEmulatorOptions => ({
    port: env.PROVIDER_EMULATOR_PORT,
    host: env.PROVIDER_EMULATOR_HOST,
    razorpay: {
      keyId: env.RAZORPAY_KEY_ID,
      keySecret: env.RAZORPAY_KEY_SECRET,
      webhookSecret: env.RAZORPAY_WEBHOOK_SECRET,
      webhookUrl: env.RAZORPAY_WEBHOOK_URL ?? null,
      webhookDelivery: {
        maxAttempts: env.RAZORPAY_WEBHOOK_MAX_ATTEMPTS,
        firstBackoffMs: env.RAZORPAY_WEBHOOK_FIRST_BACKOFF_MS,
        timeoutMs: env.RAZORPAY_WEBHOOK_TIMEOUT_MS,
      },
    },
  }));

/** @throws Error naming the variable that is missing or wrong */
export function settingsFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): ProviderEmulatorOptions {
  return parsedSettings(environmentSchema, env);
}
