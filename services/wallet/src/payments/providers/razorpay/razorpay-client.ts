import { AppError } from '@chowk/contracts/errors';
import type { Keyring } from '@chowk/keyring';
import Razorpay from 'razorpay';
import type { z } from 'zod';

export interface RazorpayAccess {
  keyId: string;
  /** The first signs calls. */
  keySecrets: Keyring;
  baseUrl: string;
  /** Longest wait for an answer in ms. */
  timeoutMs: number;
}

/** The part of the client's axios instance that we use; its types leave the instance out. */
interface Transport {
  defaults: { baseURL?: string; timeout?: number };
  post(path: string, body: object, config: { headers: Record<string, string> }): Promise<{ data: unknown }>;
}

/** The npm client, and a call with headers, which it cannot make. */
export function razorpayClient({ keyId, keySecrets, baseUrl, timeoutMs }: RazorpayAccess) {
  const client = new Razorpay({ key_id: keyId, key_secret: keySecrets.currentSecret() });
  // Its constructor takes neither a base URL nor a timeout (2.9), and axios waits for ever by default.
  const { rq } = client.api as unknown as { rq: Transport };
  rq.defaults.baseURL = baseUrl;
  rq.defaults.timeout = timeoutMs;
  return {
    client,
    post: async (path: string, body: object, headers: Record<string, string>): Promise<unknown> =>
      (await rq.post(path, body, { headers })).data,
  };
}

/**
 * What the client answers is checked before it is believed: half a JSON comes back as a string with no error.
 * When no answer came it throws a bare TypeError, and whether the provider has acted is unknown.
 * @throws AppError PAYMENT_PROVIDER_FAILED
 */
export async function answer<Schema extends z.ZodType>(
  schema: Schema,
  action: string,
  call: () => Promise<unknown>,
): Promise<z.output<Schema>> {
  let given: unknown;
  try {
    given = await call();
  } catch (error) {
    const reason =
      error instanceof TypeError
        ? new Error('no answer: the outcome is unknown', { cause: error })
        : refusal(error);
    throw failed(action, reason);
  }
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw failed(action, parsed.error);
  return parsed.data;
}

/** The client throws plain objects; an Error keeps its place in the log. */
function refusal(error: unknown): Error {
  if (error instanceof Error) return error;
  const { statusCode, error: body } = error as { statusCode?: number; error?: { description?: string } };
  return new Error(
    `refused with status ${statusCode ?? 'unknown'}: ${body?.description ?? 'no reason given'}`,
  );
}

export const failed = (action: string, cause: Error): AppError =>
  new AppError('PAYMENT_PROVIDER_FAILED', { cause: new Error(`razorpay: ${action}`, { cause }) });
