import { createPrivateKey } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { newServiceKey, servicePublicJwk } from '@chowk/runtime/identity';
import { z } from 'zod';
import type { Env } from './supervisor.ts';

/**
 * Private keys by service name, PKCS#8 PEM, ES256: a list whose first signs, or the one that there is, which is
 * then published under the service's name alone.
 */
const keyRingSchema = z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)]));
export type ServiceKeyRing = z.output<typeof keyRingSchema>;

/** In the order in which a key is replaced; all processes get the new settings between two of them. */
export const SERVICE_KEY_STEPS = ['publish', 'sign', 'withdraw'] as const;
export type ServiceKeyStep = (typeof SERVICE_KEY_STEPS)[number];

/**
 * The services' key pairs. With a file they are made once and kept there, readable by its owner only, so that
 * processes of two starts trust each other; without one they are new each time.
 */
export function serviceKeys(services: readonly string[], file?: string): ServiceKeyRing {
  const kept = file ? readKeyRing(file) : {};
  const missing = services.filter((name) => !kept[name]);
  if (missing.length === 0) return kept;
  const ring = { ...kept, ...Object.fromEntries(missing.map((name) => [name, newServiceKey()])) };
  if (file) writeKeyRing(file, ring);
  return ring;
}

/** What one service needs of the ring: its own private keys and everybody's public keys. */
export function keyEnv(ring: ServiceKeyRing, service: string): Env {
  const own = ring[service];
  if (!own) throw new Error(`no key was made for ${service}`);
  const keys = Object.entries(ring).flatMap(([name, held]) => {
    if (typeof held === 'string') return [{ ...publicJwk(name, held), kid: name }];
    return held.map((pem) => publicJwk(name, pem));
  });
  const privateKeys = pems(own).map((pem) => Buffer.from(pem).toString('base64'));
  return { SERVICE_PRIVATE_KEY: privateKeys.join(','), SERVICE_KEYS: JSON.stringify({ keys }) };
}

/**
 * One step towards another key of a service: `publish` adds one that does not sign yet, `sign` puts the newest
 * first, `withdraw` leaves the first alone. One that was published under the service's name alone gets its
 * thumbprint with the first step: verifiers know it under both.
 * @throws Error when the step would leave out another
 */
export function stepServiceKey(ring: ServiceKeyRing, service: string, step: ServiceKeyStep): ServiceKeyRing {
  const held = ring[service];
  if (held === undefined) throw new Error(`there is no key of ${service}`);
  const keys = pems(held);
  const newest = keys.at(-1)!;
  switch (step) {
    case 'publish':
      if (keys.length > 1) throw new Error(`${service} has two keys already: withdraw the old one first`);
      return { ...ring, [service]: [...keys, newServiceKey()] };
    case 'sign':
      if (keys.length < 2) throw new Error(`${service} has no other key: publish one first`);
      return { ...ring, [service]: [newest, ...keys.slice(0, -1)] };
    case 'withdraw':
      if (keys.length < 2) throw new Error(`${service} has no other key: publish one first`);
      return { ...ring, [service]: keys.slice(0, 1) };
  }
}

/** @throws Error when the file holds something else */
export function readKeyRing(file: string): ServiceKeyRing {
  try {
    return keyRingSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${file} cannot be read; remove it to have new keys made`, { cause: error });
  }
}

export function writeKeyRing(file: string, ring: ServiceKeyRing): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(ring, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

const pems = (held: string | string[]): string[] => (typeof held === 'string' ? [held] : held);
const publicJwk = (service: string, pem: string) => servicePublicJwk(service, createPrivateKey(pem));
