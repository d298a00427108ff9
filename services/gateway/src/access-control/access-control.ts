import type { IncomingMessage } from 'node:http';
import type { BlockList } from 'node:net';
import { AppError } from '@chowk/contracts/errors';
import type { Role, UserIdentity } from '@chowk/runtime/identity';
import {
  rateLimitHeaders,
  type RateLimiter,
  type RatePolicies,
  type RatePolicy,
} from '../rate-limits/rate-limits.ts';
import type { GatewayRoute } from '../routing/routing.ts';
import type { CachedTokenVerifier } from './cached-token-verifier.ts';
import { contains } from './client-address.ts';

export { CachedTokenVerifier } from './cached-token-verifier.ts';
export { addressList, clientAddress, subscriberNetwork } from './client-address.ts';

const bearer = (request: IncomingMessage): string | undefined =>
  /^Bearer ([\w.-]{1,4096})$/i.exec(request.headers.authorization ?? '')?.[1];

/** Decides who may come in: address lists, token, rate limit, role. The door of access-control. */
export class AccessControl {
  readonly #tokens: CachedTokenVerifier;
  readonly #limiter: RateLimiter;
  readonly #policies: RatePolicies;
  readonly #allow: BlockList | undefined;
  readonly #deny: BlockList;

  constructor(options: {
    tokens: CachedTokenVerifier;
    limiter: RateLimiter;
    policies: RatePolicies;
    /** undefined lets in every address */
    allow: BlockList | undefined;
    deny: BlockList;
  }) {
    this.#tokens = options.tokens;
    this.#limiter = options.limiter;
    this.#policies = options.policies;
    this.#allow = options.allow;
    this.#deny = options.deny;
  }

  /** @throws AppError FORBIDDEN for an address that is kept out. */
  checkAddress(address: string): void {
    if (contains(this.#deny, address)) throw new AppError('FORBIDDEN');
    if (this.#allow && !contains(this.#allow, address)) throw new AppError('FORBIDDEN');
  }

  /**
   * Who is asking: a person, or undefined for nobody in particular.
   * `setHeader` gets the rate limit fields, also for refused requests.
   * @throws AppError UNAUTHORIZED, FORBIDDEN, RATE_LIMITED, UPSTREAM_UNAVAILABLE
   */
  async authorize(
    request: IncomingMessage,
    route: GatewayRoute,
    address: string,
    setHeader: (name: string, value: string) => void,
  ): Promise<UserIdentity | undefined> {
    const identified = await this.#identify(request, route);
    const user = identified instanceof AppError ? undefined : identified;
    await this.#consumeRateLimit(this.#policyFor(route, user), user?.userId ?? address, setHeader);
    // A bad token is refused only after it was counted, so that guessing tokens runs into the limit too.
    if (identified instanceof AppError) throw identified;
    const { auth } = route;
    if (auth === 'public' || auth === 'optional') return user;
    if (!user) throw new AppError('UNAUTHORIZED');
    if (auth !== 'user' && !auth.some((role) => user.roles.includes(role as Role)))
      throw new AppError('FORBIDDEN');
    return user;
  }

  async #identify(
    request: IncomingMessage,
    { auth }: GatewayRoute,
  ): Promise<UserIdentity | AppError | undefined> {
    if (auth === 'public' || request.headers.authorization === undefined) return undefined;
    const token = bearer(request);
    if (token === undefined) return new AppError('UNAUTHORIZED');
    try {
      return await this.#tokens.verify(token);
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
  }

  #policyFor({ rateClass }: GatewayRoute, user: UserIdentity | undefined): RatePolicy {
    if (rateClass !== 'default') return this.#policies[rateClass];
    return user ? this.#policies.user : this.#policies.anonymous;
  }

  async #consumeRateLimit(
    policy: RatePolicy,
    subject: string,
    setHeader: (name: string, value: string) => void,
  ): Promise<void> {
    const decision = await this.#limiter.count(policy, subject);
    const fields = rateLimitHeaders(decision);
    for (const name of Object.keys(fields)) setHeader(name, fields[name]!);
    if (!decision.allowed)
      throw new AppError('RATE_LIMITED', { retryAfter: Math.ceil(decision.resetMs / 1000) });
  }
}
