import type { KeyObject } from 'node:crypto';
import { firstRing, type KeyRing } from './domain/key-ring.ts';
import type { KeyRings, KeyVault, SigningKeys } from './ports.ts';

interface Snapshot {
  ring: KeyRing;
  current: { kid: string; privateKey: KeyObject };
}

/**
 * Holds the ring in memory. Between reloads it may be behind the database: harmless, as a rotation waits
 * longer than a reload between its steps. While the database is away the known keys go on.
 */
export class LoadedSigningKeys implements SigningKeys {
  readonly #rings: KeyRings;
  readonly #vault: KeyVault;
  #snapshot: Snapshot;

  private constructor(rings: KeyRings, vault: KeyVault, ring: KeyRing) {
    this.#rings = rings;
    this.#vault = vault;
    this.#snapshot = open(ring, vault);
  }

  /** Loads the ring, or makes the first one; replicas that start together end with the same. */
  static async load(rings: KeyRings, vault: KeyVault, now: Date): Promise<LoadedSigningKeys> {
    const ring =
      (await rings.load()) ??
      (await rings.create(firstRing(await vault.generate(), await vault.generate(), now)));
    return new LoadedSigningKeys(rings, vault, ring);
  }

  current(): Snapshot['current'] {
    return this.#snapshot.current;
  }

  published() {
    return this.#snapshot.ring.keys.map((key) => key.publicJwk);
  }

  /** Rejects, and keeps the known keys, when the ring cannot be read or opened. */
  async reload(): Promise<void> {
    const ring = await this.#rings.load();
    if (ring) this.#snapshot = open(ring, this.#vault);
  }
}

function open(ring: KeyRing, vault: KeyVault): Snapshot {
  const key = ring.keys.find(({ state }) => state === 'current');
  if (!key) throw new Error('the ring of signing keys has no current key');
  return { ring, current: { kid: key.kid, privateKey: vault.open(key) } };
}
