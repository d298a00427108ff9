/**
 * Puts in order what ended or died before an instant, at most `limit` things in one round. Returns how many it
 * found. Every replica may run it at the same time.
 * @throws AbortError between two things once `signal` is aborted
 */
export type Sweep = (round: { before: Date; limit: number; signal: AbortSignal }) => Promise<number>;
