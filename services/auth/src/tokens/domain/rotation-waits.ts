import type { RotationWaits } from './domain/key-ring.ts';

/** Clocks differ between machines. */
const CLOCK_MARGIN_MS = 60_000;

/** How long a rotation waits between steps: for caches of verifiers, for reloads of replicas, for tokens to end. */
export const rotationWaits = (config: {
  JWKS_MAX_AGE_S: number;
  KEY_RELOAD_MS: number;
  ACCESS_TOKEN_TTL_S: number;
}): RotationWaits => ({
  publishedMs: config.JWKS_MAX_AGE_S * 1_000 + config.KEY_RELOAD_MS + CLOCK_MARGIN_MS,
  retiringMs: config.ACCESS_TOKEN_TTL_S * 1_000 + config.KEY_RELOAD_MS + CLOCK_MARGIN_MS,
});
