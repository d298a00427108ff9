/** Roles of a person, as carried in access tokens and internal identities. */
export const ROLES = ['user', 'expert', 'merchant', 'admin', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** A signed-in person, vouched for by the gateway. */
export interface UserIdentity {
  userId: string;
  sessionId: string;
  roles: readonly Role[];
}

/** Who is behind a call between our own processes. */
export interface InternalIdentity {
  /** The service that signed: `gateway` for requests from outside. */
  issuer: string;
  /** The person it speaks for; undefined for anonymous requests and for services of their own accord. */
  user?: UserIdentity;
}

/** Header and gRPC metadata key that carries the signed identity. */
export const IDENTITY_HEADER = 'x-internal-identity';
