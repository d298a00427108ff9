import { median, percentile } from './medians.ts';

const ALERTS = 10;
const PATIENCE_MS = 20_000;

/** As much of a client as is needed here. */
interface Hearer {
  on(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
}

/**
 * Causes one event after another for all, each when everybody has heard the one before.
 * @returns ms from its cause to the hearer in the middle and to the last: medians over the events
 * @throws Error when somebody does not hear one
 */
export async function measureDelivery(
  hearers: readonly Hearer[],
  event: string,
  cause: () => Promise<void>,
): Promise<{ medianMs: number; lastMs: number }> {
  const middles: number[] = [];
  const lasts: number[] = [];
  for (let n = 0; n < ALERTS; n++) {
    const begun = performance.now();
    const times: number[] = [];
    const allHeard = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${times.length} of ${hearers.length} heard ${event}`)),
        PATIENCE_MS,
      );
      const listener = (): void => {
        if (times.push(performance.now() - begun) < hearers.length) return;
        clearTimeout(timer);
        for (const hearer of hearers) hearer.off(event, listener);
        resolve();
      };
      for (const hearer of hearers) hearer.on(event, listener);
    });
    await Promise.all([cause(), allHeard]);
    middles.push(percentile(times, 50));
    lasts.push(percentile(times, 100));
  }
  return { medianMs: median(middles), lastMs: median(lasts) };
}
