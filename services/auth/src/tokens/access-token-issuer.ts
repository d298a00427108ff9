import { newId } from '@chowk/runtime/ids';
import jwt from 'jsonwebtoken';
import type { AccessTokenIssuer, SigningKeys } from './ports.ts';

/** ES256 access tokens with the header type of RFC 9068, so that no other JWT of ours passes for one. */
export function createAccessTokenIssuer(
  keys: SigningKeys,
  options: { issuer: string; audience: string; lifetimeSeconds: number },
): AccessTokenIssuer {
  const { issuer, audience, lifetimeSeconds } = options;
  return {
    lifetimeSeconds,
    issue({ userId, sessionId, roles }, issuedAt) {
      const { kid, privateKey } = keys.current();
      const iat = Math.floor(issuedAt.getTime() / 1_000);
      const claims = { sid: sessionId, roles, iat, exp: iat + lifetimeSeconds };
      return jwt.sign(claims, privateKey, {
        algorithm: 'ES256',
        keyid: kid,
        header: { alg: 'ES256', typ: 'at+jwt' },
        issuer,
        audience,
        subject: userId,
        jwtid: newId('jti'),
      });
    },
  };
}
