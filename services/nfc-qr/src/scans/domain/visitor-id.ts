import { createHmac } from 'node:crypto';
import type { UserIdentity } from '@chowk/runtime/identity';

/** Names who asks: the user, or a hash of the address that the gateway vouches for, which changes daily. */
export type CallerOf = (
  request: { user: UserIdentity | undefined; headers: Record<string, string | undefined> },
  now: Date,
) => string;

/**
 * Addresses are personal data, so only their keyed hash is kept, and that of one day does not tell of another.
 * The gateway drops X-Forwarded-For of strangers and writes the client's address first.
 */
export const hashedCallers =
  (secret: string): CallerOf =>
  ({ user, headers }, now) => {
    if (user) return user.userId;
    const address = headers['x-forwarded-for']?.split(',')[0]?.trim() ?? '';
    const day = now.toISOString().slice(0, 10);
    const digest = createHmac('sha256', secret).update(`caller\n${day}\n${address}`).digest('base64url');
    return `adr_${digest.slice(0, 22)}`;
  };
