import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { grpcMethod, type GrpcImplementation } from '@chowk/contracts/grpc';
import jwt from 'jsonwebtoken';
import { z } from 'zod';

/** Claims of an access token; others, and wrong ones, are for the test to say. */
interface TestClaims extends Record<string, unknown> {
  /** User id. */
  sub?: string;
  /** Session id. */
  sid?: string;
  roles?: readonly string[];
  /** Epoch seconds; 15 minutes from now unless said. */
  exp?: number;
}

/** Access tokens as auth signs them, right ones and forged ones, and auth's side of their verification. */
export interface TestAccessTokens {
  /** The key whose public half is published. */
  key: KeyObject;
  /** A key that nobody published. */
  strangerKey: KeyObject;
  /** Signs for a plain user; claims and header fields given take the place of the usual ones. */
  sign(claims?: TestClaims, options?: { key?: KeyObject; header?: Record<string, unknown> }): string;
  /** Auth's answer to who asks for its keys: `startPeerService('auth', keys, { GetJwks: tokens.getJwks })`. */
  getJwks: GrpcImplementation<'auth'>['GetJwks'];
  /** How often the keys were asked for. */
  jwksCalls(): number;
}

const KID = 'k1';
const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

export function createTestAccessTokens(): TestAccessTokens {
  const own = keyPair();
  const jwk = { ...own.publicKey.export({ format: 'jwk' }), kid: KID, alg: 'ES256', use: 'sig' };
  let calls = 0;
  return {
    key: own.privateKey,
    strangerKey: keyPair().privateKey,
    sign(claims = {}, { key = own.privateKey, header = {} } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const usual = { sub: 'usr_1', sid: 'ses_1', roles: ['user'], iss: 'chowk', aud: 'chowk-api' };
      return jwt.sign({ ...usual, iat: now, exp: now + 900, ...claims }, key, {
        algorithm: 'ES256',
        header: { alg: 'ES256', typ: 'at+jwt', kid: KID, ...header },
      });
    },
    getJwks: grpcMethod({
      callers: ['gateway', 'notify'],
      schema: z.object({}),
      async handle() {
        calls += 1;
        return { jwksJson: JSON.stringify({ keys: [jwk] }) };
      },
    }),
    jwksCalls: () => calls,
  };
}
