/**
 * What `work` gives, unless `signal` is aborted first: then it rejects with the signal's reason. The work itself
 * goes on, unheeded, where nothing can reach into it: use it for what may end at any moment.
 */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
