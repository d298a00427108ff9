import type { IncomingMessage } from 'node:http';
import type { BlockList } from 'node:net';
import { AppError } from '@chowk/contracts/errors';
import type { UserIdentity } from '@chowk/runtime/identity';
import type { AccessTokens } from '../access/access-tokens.ts';
import { rateLimitHeaders, type Policy, type RateLimiter } from '../limits/rate-limiter.ts';
import type { RouteEntry } from '../routing/route-table.ts';
import { contains } from './client-address.ts';

export interface Policies {
  anonymous: Policy;
  user: Policy;
  auth: Policy;
  webhook: Policy;
}

const bearer = (request: IncomingMessage): string | undefined =>
  /^Bearer ([\w.-]{1,4096})$/i.exec(request.headers.authorization ?? '')?.[1];

/** Decides who may come in: address lists, token, rate limit, role. */
export class Gate {
  readonly #tokens: AccessTokens;
  readonly #limiter: RateLimiter;
  readonly #policies: Policies;
  readonly #allow: BlockList | undefined;
  readonly #deny: BlockList;

  constructor(options: {
    tokens: AccessTokens;
    limiter: RateLimiter;
    policies: Policies;
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
  async admit(
    request: IncomingMessage,
    entry: RouteEntry,
    address: string,
    setHeader: (name: string, value: string) => void,
  ): Promise<UserIdentity | undefined> {
    const identified = await this.#identify(request, entry);
    const user = identified instanceof AppError ? undefined : identified;
    await this.#spend(this.#policyFor(entry, user), user?.userId ?? address, setHeader);
    // A bad token is refused only after it was counted, so that guessing tokens runs into the limit too.
    if (identified instanceof AppError) throw identified;
    if (entry.auth === 'public' || entry.auth === 'optional') return user;
    if (!user) throw new AppError('UNAUTHORIZED');
    const { auth } = entry;
    if (auth !== 'user' && !auth.some((role) => user.roles.includes(role))) throw new AppError('FORBIDDEN');
    return user;
  }

  async #identify(request: IncomingMessage, entry: RouteEntry): Promise<UserIdentity | AppError | undefined> {
    if (entry.auth === 'public' || request.headers.authorization === undefined) return undefined;
    const token = bearer(request);
    if (token === undefined) return new AppError('UNAUTHORIZED');
    try {
      return await this.#tokens.verify(token);
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
  }

  #policyFor(entry: RouteEntry, user: UserIdentity | undefined): Policy {
    if (entry.rate !== 'default') return this.#policies[entry.rate];
    return user ? this.#policies.user : this.#policies.anonymous;
  }

  async #spend(
    policy: Policy,
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
