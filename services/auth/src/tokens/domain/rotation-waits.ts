import type { RotationWaits } from './key-ring.ts';

/** Clocks differ between machines. */
const CLOCK_MARGIN_MS = 60_000;

/**
 * How long a rotation waits between steps: for caches of verifiers, for reloads of replicas, for tokens to
 * end. All in ms.
 */
export const rotationWaits = (times: {
  jwksMaxAgeMs: number;
  keyReloadMs: number;
  accessTokenLifetimeMs: number;
}): RotationWaits => ({
  publishedMs: times.jwksMaxAgeMs + times.keyReloadMs + CLOCK_MARGIN_MS,
  retiringMs: times.accessTokenLifetimeMs + times.keyReloadMs + CLOCK_MARGIN_MS,
});
