import { AppError } from '@chowk/contracts/errors';
import { Pool } from 'undici';
import { CircuitBreaker } from './circuit-breaker.ts';

/**
 * How long in ms a replica is only asked when there is no other: after it has said that it comes or goes, or
 * nobody listened. To ask it again costs a moment, unlike one that fails, and it may be back just as another goes.
 */
const AVOID_MS = { starting: 200, leaving: 5_000, away: 200 };

export class Replica {
  readonly url: string;
  readonly pool: Pool;
  readonly breaker: CircuitBreaker;
  #avoidUntil = Number.NEGATIVE_INFINITY;

  constructor(url: string, pool: Pool, breaker: CircuitBreaker) {
    this.url = url;
    this.pool = pool;
    this.breaker = breaker;
  }

  avoid(because: keyof typeof AVOID_MS): void {
    this.#avoidUntil = performance.now() + AVOID_MS[because];
  }

  isAvoided(now: number): boolean {
    return now < this.#avoidUntil;
  }
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
    this.#replicas = options.urls.map(
      (url) =>
        new Replica(
          url,
          openPool(url, options),
          new CircuitBreaker(options.breakerFailures, options.breakerCoolDownMs),
        ),
    );
  }

  /**
   * Takes a place and a replica; give the place back with `leave`. Those that come or go are left out while there
   * are others, and so is the one that just lost the connection.
   * @throws AppError OVERLOADED when every place is taken, UPSTREAM_UNAVAILABLE when no replica may be asked.
   */
  enter(tried: readonly Replica[] = [], lost?: Replica): Replica {
    if (this.#inFlight >= this.#maxInFlight) throw new AppError('OVERLOADED', { retryAfter: 1 });
    const now = performance.now();
    const isLast = (replica: Replica): boolean => replica === lost || replica.isAvoided(now);
    const replica =
      this.#choose((one) => !isLast(one) && !tried.includes(one) && one.breaker.admits(now)) ??
      this.#choose((one) => isLast(one) && !tried.includes(one) && one.breaker.admits(now));
    if (!replica)
      throw new AppError('UPSTREAM_UNAVAILABLE', { retryAfter: 1, details: [{ service: this.#name }] });
    this.#inFlight += 1;
    return replica;
  }

  /** The next in turn that will do. */
  #choose(willDo: (replica: Replica) => boolean): Replica | undefined {
    for (let i = 0; i < this.#replicas.length; i++) {
      const replica = this.#replicas[this.#next++ % this.#replicas.length]!;
      if (willDo(replica)) return replica;
    }
    return undefined;
  }

  leave(): void {
    this.#inFlight -= 1;
  }

  /** Address of a replica that may be asked now, for connections that live on their own (WebSocket). */
  address(): string {
    const now = performance.now();
    const open = this.#replicas.filter((replica) => replica.breaker.isClosed && !replica.isAvoided(now));
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

const openPool = (url: string, { connections }: UpstreamOptions): Pool =>
  new Pool(url, {
    connections,
    pipelining: 1,
    // A service says how long it keeps a connection; this one gives it up two seconds before that.
    keepAliveTimeout: 3_000,
    keepAliveTimeoutThreshold: 2_000,
    connect: { timeout: 2_000 },
    // The route's own deadline ends a request; these would only blur it.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
