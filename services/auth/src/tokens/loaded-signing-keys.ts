import type { KeyObject } from 'node:crypto';
import type { Clock } from '@chowk/runtime/lifecycle';
import { firstRing, type KeyRing } from './domain/key-ring.ts';
import type { KeyEncryption, KeyRingRepository, SigningKeys } from './ports.ts';

interface Snapshot {
  ring: KeyRing;
  current: { kid: string; privateKey: KeyObject };
}

/**
 * Holds the ring in memory, once loaded. Between reloads it may be behind the database: harmless, as a
 * rotation waits longer than a reload between its steps. While the database is away the known keys go on.
 */
export class LoadedSigningKeys implements SigningKeys {
  readonly #rings: KeyRingRepository;
  readonly #encryption: KeyEncryption;
  readonly #clock: Clock;
  #snapshot: Snapshot | undefined;

  constructor(deps: { rings: KeyRingRepository; encryption: KeyEncryption; clock: Clock }) {
    this.#rings = deps.rings;
    this.#encryption = deps.encryption;
    this.#clock = deps.clock;
  }

  /** Loads the ring, or makes the first one; replicas that start together end with the same. */
  async load(): Promise<void> {
    const ring = (await this.#rings.find()) ?? (await this.#rings.insertOrGet(await this.#firstRing()));
    this.#snapshot = this.#decrypted(ring);
  }

  /** Rejects, and keeps the known keys, when the ring cannot be read or decrypted. */
  async reload(): Promise<void> {
    const ring = await this.#rings.find();
    if (ring) this.#snapshot = this.#decrypted(ring);
  }

  current(): Snapshot['current'] {
    return this.#loaded().current;
  }

  published() {
    return this.#loaded().ring.keys.map((key) => key.publicJwk);
  }

  async #firstRing(): Promise<KeyRing> {
    return firstRing(await this.#encryption.generate(), await this.#encryption.generate(), this.#clock());
  }

  #decrypted(ring: KeyRing): Snapshot {
    const key = ring.keys.find(({ state }) => state === 'current');
    if (!key) throw new Error('the ring of signing keys has no current key');
    return { ring, current: { kid: key.kid, privateKey: this.#encryption.decrypt(key) } };
  }

  #loaded(): Snapshot {
    if (!this.#snapshot) throw new Error('signing keys are loaded at start, and asked for before');
    return this.#snapshot;
  }
}
