/**
 * Does work that holds a lease, and renews the lease every `everyMs` (a third of its length, say) until the
 * work has ended. One renewal at a time: renewals that wait for a lock of our own would pile up on the pool.
 * A failed renewal is `onMissed`'s to judge; the next one tries again.
 */
export async function withHeartbeat<T>(
  options: { everyMs: number; renew(): Promise<unknown>; onMissed(error: unknown): void },
  work: () => Promise<T>,
): Promise<T> {
  let renewing: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    renewing ??= options
      .renew()
      .catch(options.onMissed)
      .finally(() => (renewing = undefined));
  }, options.everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await renewing;
  }
}
