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
 * A ring that is met under an older secret is stored anew under the current one.
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
    this.#snapshot = this.#decrypted(await this.#renewed(ring));
  }

  /** Rejects, and keeps the known keys, when the ring cannot be read or decrypted. */
  async reload(): Promise<void> {
    const ring = await this.#rings.find();
    if (ring) this.#snapshot = this.#decrypted(await this.#renewed(ring));
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

  async #renewed(ring: KeyRing): Promise<KeyRing> {
    const keys = ring.keys.map((key) => this.#encryption.renewed(key));
    if (keys.every((key, index) => key === ring.keys[index])) return ring;
    const renewed = { version: ring.version + 1, keys };
    // Whoever was faster has renewed or rotated it: the next reload sees what is left to do.
    return (await this.#rings.replace(renewed)) ? renewed : ring;
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
