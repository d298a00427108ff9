import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { z } from 'zod';

const publicJwkSchema = z.object({ kty: z.literal('EC'), crv: z.string(), x: z.string(), y: z.string() });

/** SERVICE_KEYS: a JWK set as JSON. */
export const serviceKeysSchema = z
  .string()
  .transform((value, check): unknown => {
    try {
      return JSON.parse(value);
    } catch {
      check.addIssue({ code: 'custom', message: 'must be JSON: a JWK set' });
      return z.NEVER;
    }
  })
  .pipe(z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.literal('EC') })).min(1) }))
  .refine(({ keys }) => new Set(keys.map(({ kid }) => kid)).size === keys.length, 'two keys have one kid');

/** Public keys of the services: `kid` is `<service>:<thumbprint>`, or the service's name alone. */
export type ServiceKeySet = z.output<typeof serviceKeysSchema>;

/** SERVICE_PRIVATE_KEY: base64 of a PKCS#8 PEM, several separated by commas. */
export const servicePrivateKeysSchema = z.string().transform((value, check): KeyObject[] => {
  const keys = value.split(',').map((base64, index) => {
    try {
      const key = createPrivateKey(Buffer.from(base64.trim(), 'base64'));
      if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
    } catch {
      // Node's error may quote the key.
    }
    check.addIssue({ code: 'custom', message: `key ${index + 1} is not base64 of a PKCS#8 PEM of P-256` });
    return undefined;
  });
  return keys.every((key) => key !== undefined) ? keys : z.NEVER;
});

/** RFC 7638: a name for a key that follows from the key. Members in the order of section 3.2. */
export function jwkThumbprint(jwk: object): string {
  const { crv, kty, x, y } = publicJwkSchema.parse(jwk);
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

/** The public half of a service's key as SERVICE_KEYS holds it. */
export function servicePublicJwk(service: string, key: KeyObject) {
  const { kty, crv, x, y } = publicJwkSchema.parse(createPublicKey(key).export({ format: 'jwk' }));
  return { kty, crv, x, y, kid: `${service}:${jwkThumbprint({ kty, crv, x, y })}`, alg: 'ES256', use: 'sig' };
}

/** A new private key of a service: PKCS#8 PEM, P-256. */
export function newServiceKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

const serviceOf = (kid: string): string => kid.split(':')[0]!;
const isKeyOf = (jwk: object, thumbprint: string): boolean => {
  const parsed = publicJwkSchema.safeParse(jwk);
  return parsed.success && jwkThumbprint(parsed.data) === thumbprint;
};

/**
 * The key that a service signs with: the first of its own, under the name by which it is published, so that
 * processes that know it as nothing but the service's name verify it too.
 * @throws Error when it is not published: every other service would refuse what it signs
 */
export function signingKeyOf(
  service: string,
  privateKeys: readonly KeyObject[],
  published: ServiceKeySet,
): { service: string; privateKey: KeyObject; kid: string } {
  const [privateKey] = privateKeys;
  if (privateKey === undefined) throw new Error('SERVICE_PRIVATE_KEY holds no key');
  const own = servicePublicJwk(service, privateKey);
  const thumbprint = jwkThumbprint(own);
  const known = published.keys.find((jwk) => serviceOf(jwk.kid) === service && isKeyOf(jwk, thumbprint));
  if (!known)
    throw new Error(
      `SERVICE_KEYS does not hold ${own.kid}, with which SERVICE_PRIVATE_KEY is to sign: publish it to all services first`,
    );
  return { service, privateKey, kid: known.kid };
}

/** A service's public key, and whose it is. */
export interface KnownServiceKey {
  service: string;
  key: KeyObject;
}

/**
 * Public keys by every name that a token may give them: the one they are published under, their thumbprint
 * below the service's name, and the service's name alone, by which all of a service are meant.
 * @throws Error for a key that is none
 */
export function serviceKeysByName({ keys }: ServiceKeySet): ReadonlyMap<string, readonly KnownServiceKey[]> {
  const byName = new Map<string, KnownServiceKey[]>();
  for (const jwk of keys) {
    const service = serviceOf(jwk.kid);
    const known = { service, key: createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }) };
    for (const name of new Set([jwk.kid, `${service}:${jwkThumbprint(jwk)}`, service]))
      byName.set(name, [...(byName.get(name) ?? []), known]);
  }
  return byName;
}
