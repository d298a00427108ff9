export { createAccessTokenVerifier, type AccessToken, type AccessTokenVerifier } from './access-token.ts';
export {
  ADMINS,
  IDENTITY_HEADER,
  isAdmin,
  OWNERS,
  ROLES,
  SELLERS,
  type InternalIdentity,
  type Role,
  type UserIdentity,
} from './identity.ts';
export {
  createIdentitySigner,
  createIdentityVerifier,
  type IdentitySigner,
  type IdentityVerifier,
} from './internal-identity.ts';
export { createRemoteJwks, type SigningKeys } from './remote-jwks.ts';
export {
  jwkThumbprint,
  newServiceKey,
  servicePublicJwk,
  signingKeyOf,
  type ServiceKeySet,
} from './service-keys.ts';
