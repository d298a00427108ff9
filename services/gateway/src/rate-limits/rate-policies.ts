import type { Config } from '../config.ts';
import type { RatePolicy } from './rate-limiter.ts';

/** The policy of each class of requests; the default class is that of whoever asks. */
export type RatePolicies = Readonly<Record<RatePolicy['name'], RatePolicy>>;

export function ratePolicies(config: Config): RatePolicies {
  const windowMs = config.RATE_LIMIT_WINDOW_SECONDS * 1000;
  const minute = 60_000;
  return {
    anonymous: { name: 'anonymous', limit: config.RATE_LIMIT_ANONYMOUS, windowMs, failClosed: false },
    user: { name: 'user', limit: config.RATE_LIMIT_USER, windowMs, failClosed: false },
    auth: { name: 'auth', limit: config.RATE_LIMIT_AUTH_PER_MINUTE, windowMs: minute, failClosed: true },
    webhook: {
      name: 'webhook',
      limit: config.RATE_LIMIT_WEBHOOK_PER_MINUTE,
      windowMs: minute,
      failClosed: false,
    },
  };
}
