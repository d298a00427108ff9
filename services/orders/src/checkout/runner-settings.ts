import type { RunnerSettings } from '@chowk/saga';
import type { Config } from '../config.ts';

/** How processes are driven, from the service's settings. */
export const runnerSettings = (config: Config): RunnerSettings => ({
  leaseMs: config.SAGA_LEASE_MS,
  sweepMs: config.SAGA_SWEEP_MS,
  sweepBatch: config.SAGA_SWEEP_BATCH,
  backoff: { firstMs: config.SAGA_BACKOFF_MS, maxMs: config.SAGA_BACKOFF_MAX_MS },
  maxRefusals: config.SAGA_MAX_REFUSALS,
  maxOutageMs: config.SAGA_MAX_OUTAGE_SECONDS * 1000,
});
