import { createHash, randomBytes } from 'node:crypto';
import type { UserIdentity } from '@chowk/runtime/identity';
import { userOwner, type CartOwner } from '../domain/cart.ts';

/** Who asks for a cart: a person who is signed in, or whoever holds a guest token. */
export interface CartIdentity {
  user: UserIdentity | undefined;
  guestToken: string | undefined;
}

/** 256 random bits. */
export const newGuestToken = (): string => randomBytes(32).toString('base64url');

/** Only the hash is kept: whoever reads the database cannot open a cart. The token is random, so no salt. */
export const guestOwner = (guestToken: string): CartOwner => ({
  kind: 'guest',
  tokenHash: createHash('sha256').update(guestToken).digest('base64url'),
});

/** The owner that an identity stands for; undefined for a guest without a token. A sign-in outranks a token. */
export function resolveCartOwner({ user, guestToken }: CartIdentity): CartOwner | undefined {
  if (user) return userOwner(user.userId);
  return guestToken === undefined ? undefined : guestOwner(guestToken);
}
