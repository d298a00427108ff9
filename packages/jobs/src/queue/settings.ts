export interface JobQueueSettings {
  /** Jobs that run at once in this process. Each may hold a connection: keep it below the pool's size. */
  concurrency: number;
  /**
   * How long a job belongs to whoever took it, in ms. `run` renews it; a transaction has to fit in. What a
   * killed process held is taken over after it.
   */
  leaseMs: number;
  /** Longest pause between two looks for due jobs in ms: what others schedule is seen after it at the latest. */
  pollMaxMs: number;
  /** How long `stop()` waits for handlers that were told to end, in ms. */
  stopGraceMs: number;
  /** How long a job whose type nobody handles waits for a replica that does, before it is parked, in ms. */
  unhandledGraceMs: number;
}

export const DEFAULT_SETTINGS: JobQueueSettings = {
  concurrency: 8,
  leaseMs: 30_000,
  pollMaxMs: 15_000,
  stopGraceMs: 5_000,
  unhandledGraceMs: 15 * 60_000,
};
