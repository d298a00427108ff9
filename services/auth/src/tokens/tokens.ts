import type { Capability } from '@chowk/chassis';
import { signingKeyEntry, type RevocationWriter } from '@chowk/revocations';
import type { Clock } from '@chowk/runtime/lifecycle';
import type { Connection } from 'mongoose';
import type { AuditApi } from '../audit/audit.ts';
import type { Config } from '../config.ts';
import { createAccessTokenIssuer } from './access-token-issuer.ts';
import type { PublicJwk } from './domain/key-ring.ts';
import { rotationWaits } from './domain/rotation-waits.ts';
import { tokensRoutes } from './http/jwks.routes.ts';
import { createKeyEncryption } from './key-encryption.ts';
import { LoadedSigningKeys } from './loaded-signing-keys.ts';
import { keyRingModel } from './persistence/key-ring.model.ts';
import { createKeyRingRepository } from './persistence/key-ring.repository.ts';
import type { AccessTokenIssuer } from './ports.ts';
import { createRevokeKey, type RevokeKey } from './use-cases/revoke-key.ts';
import { createRotateKeys, type RotateKeys } from './use-cases/rotate-keys.ts';

export type { AccessTokenIssuer };

export interface TokensApi {
  accessTokens: AccessTokenIssuer;
  /** Public keys that verifiers must know now. */
  publishedKeys(): PublicJwk[];
  rotateKeys: RotateKeys;
  revokeKey: RevokeKey;
}

/** Access tokens, and the ring of keys that signs them. */
export function composeTokens(deps: {
  connection: Connection;
  config: Config;
  audit: AuditApi;
  revocations: RevocationWriter;
  clock: Clock;
}): Capability<TokensApi> {
  const { connection, config, audit, revocations, clock } = deps;
  const rings = createKeyRingRepository(connection);
  const encryption = createKeyEncryption(config.KEY_ENCRYPTION_SECRET);
  const keys = new LoadedSigningKeys({ rings, encryption, clock });
  const publishedKeys = () => keys.published();
  const waits = rotationWaits({
    jwksMaxAgeMs: config.JWKS_MAX_AGE_SECONDS * 1_000,
    keyReloadMs: config.KEY_RELOAD_MS,
    // Not of the tokens that are issued now: those of before a deploy may live for longer.
    accessTokenLifetimeMs: config.ACCESS_TOKEN_MAX_LIFETIME_SECONDS * 1_000,
  });
  return {
    name: 'tokens',
    api: {
      accessTokens: createAccessTokenIssuer(keys, {
        issuer: config.ACCESS_TOKEN_ISSUER,
        audience: config.ACCESS_TOKEN_AUDIENCE,
        lifetimeSeconds: config.ACCESS_TOKEN_TTL_SECONDS,
      }),
      publishedKeys,
      rotateKeys: createRotateKeys({ rings, encryption, audit, waits, clock }),
      revokeKey: createRevokeKey({
        ...{ rings, encryption, audit, clock },
        announce: (kid, revokedAt) =>
          revocations.publish({ sessionId: signingKeyEntry(kid), userId: '', revokedAt }),
      }),
    },
    collections: [keyRingModel(connection)],
    routes: tokensRoutes({ publishedKeys, maxAgeSeconds: config.JWKS_MAX_AGE_SECONDS }),
    tasks: [{ name: 'reload of signing keys', everyMs: config.KEY_RELOAD_MS, run: () => keys.reload() }],
    start: () => keys.load(),
  };
}
