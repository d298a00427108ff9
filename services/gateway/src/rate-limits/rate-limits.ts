// The door of rate-limits: how many requests somebody may make.
export { ratePolicies, type RatePolicies } from './rate-policies.ts';
export { rateLimitHeaders, RateLimiter, type RatePolicy } from './rate-limiter.ts';
