import { AppError } from '@chowk/contracts/errors';
import { Pool } from 'undici';
import { CircuitBreaker } from './circuit-breaker.ts';

interface Replica {
  url: string;
  pool: Pool;
  breaker: CircuitBreaker;
}

interface UpstreamOptions {
  urls: readonly string[];
  connections: number;
  maxInFlight: number;
  breakerFailures: number;
  breakerCoolDownMs: number;
}

/**
 * One service behind the gateway: its replicas in turn, each with its own connections and breaker, and a
 * bound on what is under way (bulkhead), so that a slow service cannot take the others' room.
 */
export class UpstreamPool {
  readonly #name: string;
  readonly #replicas: Replica[];
  readonly #maxInFlight: number;
  #inFlight = 0;
  #next = 0;

  constructor(name: string, options: UpstreamOptions) {
    this.#name = name;
    this.#maxInFlight = options.maxInFlight;
    this.#replicas = options.urls.map((url) => ({
      url,
      pool: new Pool(url, {
        connections: options.connections,
        pipelining: 1,
        keepAliveTimeout: 30_000,
        connect: { timeout: 2_000 },
        // The route's own deadline ends a request; these would only blur it.
        headersTimeout: 0,
        bodyTimeout: 0,
      }),
      breaker: new CircuitBreaker(options.breakerFailures, options.breakerCoolDownMs),
    }));
  }

  /**
   * Takes a place and a replica; give the place back with `leave`.
   * @throws AppError OVERLOADED when every place is taken, UPSTREAM_UNAVAILABLE when no replica may be asked.
   */
  enter(tried: readonly Replica[] = []): Replica {
    if (this.#inFlight >= this.#maxInFlight) throw new AppError('OVERLOADED', { retryAfter: 1 });
    const now = performance.now();
    for (let i = 0; i < this.#replicas.length; i++) {
      const replica = this.#replicas[this.#next++ % this.#replicas.length]!;
      if (tried.includes(replica) || !replica.breaker.admits(now)) continue;
      this.#inFlight += 1;
      return replica;
    }
    throw new AppError('UPSTREAM_UNAVAILABLE', { retryAfter: 1, details: [{ service: this.#name }] });
  }

  leave(): void {
    this.#inFlight -= 1;
  }

  /** Address of a replica that may be asked now, for connections that live on their own (WebSocket). */
  address(): string {
    const open = this.#replicas.filter(({ breaker }) => breaker.isClosed);
    const choice = open.length > 0 ? open : this.#replicas;
    return choice[this.#next++ % choice.length]!.url;
  }

  /** State of each replica, for readiness and metrics. */
  report(): Array<{ url: string; breaker: 'closed' | 'open' }> {
    return this.#replicas.map(({ url, breaker }) => ({ url, breaker: breaker.isClosed ? 'closed' : 'open' }));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#replicas.map(({ pool }) => pool.close()));
  }
}

export type { Replica };
