import jwt from 'jsonwebtoken';
import { newId } from '@chowk/runtime/ids';
import type { AccessTokens, SigningKeys } from './ports.ts';

/** ES256 access tokens with the header type of RFC 9068, so that no other JWT of ours passes for one. */
export function createAccessTokens(
  keys: SigningKeys,
  options: { issuer: string; audience: string; lifetime: number },
): AccessTokens {
  return {
    lifetime: options.lifetime,
    sign({ userId, sessionId, roles }, issuedAt) {
      const { kid, privateKey } = keys.current();
      const iat = Math.floor(issuedAt.getTime() / 1_000);
      const claims = { sid: sessionId, roles, iat, exp: iat + options.lifetime };
      return jwt.sign(claims, privateKey, {
        algorithm: 'ES256',
        keyid: kid,
        header: { alg: 'ES256', typ: 'at+jwt' },
        issuer: options.issuer,
        audience: options.audience,
        subject: userId,
        jwtid: newId('jti'),
      });
    },
  };
}
