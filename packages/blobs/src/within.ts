export interface WithinOptions<T> {
  /** Longest wait. */
  ms: number;
  signal?: AbortSignal | undefined;
  onTimeout: () => Error;
  /** Gets what the work yields after nobody waited for it any more, to close it. */
  onLate?: (value: T) => unknown;
}

/**
 * Waits for `work`, but no longer than `ms` and no longer than `signal` allows. The work itself is not
 * stopped.
 * @throws what `onTimeout` makes, the signal's reason, or what the work throws
 */
export function within<T>(work: Promise<T>, options: WithinOptions<T>): Promise<T> {
  const { ms, signal, onTimeout, onLate } = options;
  return new Promise<T>((resolve, reject) => {
    let waiting = true;
    const stop = () => {
      waiting = false;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    const onAbort = () => {
      stop();
      reject(signal!.reason as Error);
    };
    const timer = setTimeout(() => {
      stop();
      reject(onTimeout());
    }, ms);
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
    work.then(
      (value) => {
        if (!waiting) return void onLate?.(value);
        stop();
        resolve(value);
      },
      (error: unknown) => {
        stop();
        // Does nothing when the promise was rejected before.
        reject(error as Error);
      },
    );
  });
}
