import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@chowk/runtime';
import { z } from 'zod';

const jwksSchema = z.object({
  keys: z.array(z.looseObject({ kid: z.string().min(1), kty: z.literal('EC'), crv: z.literal('P-256') })),
});

const COOL_DOWN_MS = 5_000;
const REFRESH_MS = 5 * 60_000;

/**
 * Public keys of auth, by `kid`. Kept fresh in the background; an unknown kid asks auth again, at most once
 * in five seconds. When auth is away the known keys go on.
 */
export class TokenKeys {
  readonly #fetchJwks: () => Promise<string>;
  readonly #logger: Logger;
  #keys = new Map<string, KeyObject>();
  #lastFetch = Number.NEGATIVE_INFINITY;
  #fetching: Promise<void> | undefined;
  readonly #stopping = new AbortController();
  readonly #refreshing: Promise<void>;

  constructor(options: { fetchJwks: () => Promise<string>; logger: Logger }) {
    this.#fetchJwks = options.fetchJwks;
    this.#logger = options.logger;
    this.#refreshing = this.#refreshUntilStopped();
  }

  /** The key that a token names; undefined when auth does not know it either. */
  async find(kid: string): Promise<KeyObject | undefined> {
    const known = this.#keys.get(kid);
    if (known) return known;
    if (performance.now() - this.#lastFetch >= COOL_DOWN_MS) await this.#fetch();
    else await this.#fetching;
    return this.#keys.get(kid);
  }

  /** Whether any key is known: without one nobody signed in can be let in. */
  get areKnown(): boolean {
    return this.#keys.size > 0;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#refreshing;
  }

  #fetch(): Promise<void> {
    this.#fetching ??= this.#load().finally(() => (this.#fetching = undefined));
    return this.#fetching;
  }

  async #load(): Promise<void> {
    this.#lastFetch = performance.now();
    try {
      const { keys } = jwksSchema.parse(JSON.parse(await this.#fetchJwks()));
      this.#keys = new Map(
        keys.map((jwk) => [jwk.kid, createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })]),
      );
    } catch (err) {
      this.#logger.warn({ err, known: this.#keys.size }, 'token keys could not be fetched, known ones go on');
    }
  }

  async #refreshUntilStopped(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#fetch();
      const pause = this.#keys.size === 0 ? 500 : REFRESH_MS;
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }
}
