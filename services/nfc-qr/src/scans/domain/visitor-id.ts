import { createHmac } from 'node:crypto';

/** Somebody at a code, as the gateway tells. */
export interface Visitor {
  /** Whoever is signed in. */
  user: { userId: string } | undefined;
  /** IP address. */
  clientAddress: string | undefined;
}

export type VisitorId = (visitor: Visitor) => string;

/**
 * Names who visits: the user, or a keyed hash of the address. Addresses are personal data, so only the hash is
 * kept, and that of one day does not tell of another.
 */
export function visitorIdOf({ user, clientAddress = '' }: Visitor, secret: string, now: Date): string {
  if (user) return user.userId;
  const day = now.toISOString().slice(0, 10);
  const digest = createHmac('sha256', secret).update(`caller\n${day}\n${clientAddress}`).digest('base64url');
  return `adr_${digest.slice(0, 22)}`;
}

/**
 * Scope of an idempotency key of somebody who is not signed in: without its hash it would keep the address in
 * the clear for a day.
 */
export const hashedScope = (scope: string, secret: string): string =>
  createHmac('sha256', secret).update(`scope\n${scope}`).digest('base64url');
