import { generateKeyPairSync } from 'node:crypto';
import type { ServiceKeySet } from '@chowk/runtime/config';
import {
  createIdentitySigner,
  IDENTITY_HEADER,
  privateKeyFromBase64,
  type IdentitySigner,
  type Role,
  type UserIdentity,
} from '@chowk/runtime/identity';

const SERVICES = ['gateway', 'auth', 'catalog', 'orders', 'wallet', 'notify', 'nfc-qr'] as const;
type ServiceName = (typeof SERVICES)[number];

/** Key pairs for all services, as a test stack needs them. */
export interface TestKeys {
  /** SERVICE_KEYS, parsed */
  keySet: ServiceKeySet;
  /** SERVICE_PRIVATE_KEY of a service */
  privateKey(service: ServiceName): string;
  /** Signs as a service. */
  signer(service: ServiceName): IdentitySigner;
  /** Headers of a request as the gateway would send it on for this person; anonymous without one. */
  headers(audience: ServiceName, user?: Partial<UserIdentity> & { userId: string }): Record<string, string>;
}

export function createTestKeys(): TestKeys {
  const pairs = new Map(
    SERVICES.map((service) => {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
      return [
        service,
        {
          base64: Buffer.from(pem).toString('base64'),
          jwk: { ...publicKey.export({ format: 'jwk' }), kid: service, kty: 'EC' as const },
        },
      ];
    }),
  );
  const pair = (service: ServiceName) => pairs.get(service)!;
  const signer = (service: ServiceName) =>
    createIdentitySigner({ service, privateKey: privateKeyFromBase64(pair(service).base64) });
  const gateway = signer('gateway');
  return {
    keySet: { keys: [...pairs.values()].map(({ jwk }) => jwk) },
    privateKey: (service) => pair(service).base64,
    signer,
    headers(audience, user) {
      const roles: readonly Role[] = user?.roles ?? ['user'];
      const identity = user && { userId: user.userId, sessionId: user.sessionId ?? 'ses_test', roles };
      return { [IDENTITY_HEADER]: gateway.sign(audience, identity) };
    },
  };
}
