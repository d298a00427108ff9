/** Roles of a person, as carried in access tokens and internal identities. */
export const ROLES = ['user', 'expert', 'merchant', 'admin', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** Who runs the installation. */
export const ADMINS = ['admin', 'owner'] as const satisfies readonly Role[];
/** Who may do what cannot be undone, such as ending stuck work without its effect. */
export const OWNERS = ['owner'] as const satisfies readonly Role[];
/** Who may sell: merchants in shops of their own, admins everywhere. */
export const SELLERS = ['merchant', ...ADMINS] as const satisfies readonly Role[];

/** A signed-in person, vouched for by the gateway. */
export interface UserIdentity {
  userId: string;
  sessionId: string;
  roles: readonly Role[];
}

/** Whether somebody may act for the installation, on things of anybody. */
export const isAdmin = ({ roles }: Pick<UserIdentity, 'roles'>): boolean =>
  ADMINS.some((role) => roles.includes(role));

/** Who is behind a call between our own processes. */
export interface InternalIdentity {
  /** The service that signed: `gateway` for requests from outside. */
  issuer: string;
  /** The person it speaks for; undefined for anonymous requests and for services of their own accord. */
  user?: UserIdentity;
}

/** Header and gRPC metadata key that carries the signed identity. */
export const IDENTITY_HEADER = 'x-internal-identity';
