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
  privateKeyFromBase64,
  type IdentitySigner,
  type IdentityVerifier,
} from './internal-identity.ts';
export { createRemoteJwks } from './remote-jwks.ts';
