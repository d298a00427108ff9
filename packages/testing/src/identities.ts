import { createPrivateKey } from 'node:crypto';
import {
  createIdentitySigner,
  IDENTITY_HEADER,
  newServiceKey,
  servicePublicJwk,
  type IdentitySigner,
  type Role,
  type ServiceKeySet,
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
      const pem = newServiceKey();
      const privateKey = createPrivateKey(pem);
      const base64 = Buffer.from(pem).toString('base64');
      return [service, { base64, privateKey, jwk: servicePublicJwk(service, privateKey) }];
    }),
  );
  const pair = (service: ServiceName) => pairs.get(service)!;
  const signer = (service: ServiceName) =>
    createIdentitySigner({ service, privateKey: pair(service).privateKey });
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
