import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Env } from './supervisor.ts';

/** Private keys by service name, PKCS#8 PEM, ES256. */
type KeyRing = Record<string, string>;

/**
 * The services' key pairs. With a file they are made once and kept there, readable by its owner only, so that
 * processes of two starts trust each other; without one they are new each time.
 */
export function serviceKeys(services: readonly string[], file?: string): KeyRing {
  const kept = file ? readKeyRing(file) : {};
  const missing = services.filter((name) => !kept[name]);
  if (missing.length === 0) return kept;
  const ring = { ...kept, ...Object.fromEntries(missing.map((name) => [name, newPrivateKey()])) };
  if (file) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, `${JSON.stringify(ring, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return ring;
}

/** What one service needs of the ring: its own private key and everybody's public keys, `kid` being the service. */
export function keyEnv(ring: KeyRing, service: string): Env {
  const own = ring[service];
  if (!own) throw new Error(`no key was made for ${service}`);
  const keys = Object.entries(ring).map(([kid, pem]) => ({
    ...createPublicKey(createPrivateKey(pem)).export({ format: 'jwk' }),
    kid,
    alg: 'ES256',
    use: 'sig',
  }));
  return { SERVICE_PRIVATE_KEY: Buffer.from(own).toString('base64'), SERVICE_KEYS: JSON.stringify({ keys }) };
}

function newPrivateKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

function readKeyRing(file: string): KeyRing {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as KeyRing;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${file} cannot be read; remove it to have new keys made`, { cause: error });
  }
}
