import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until the probe gives something other than undefined or false, and returns it. The default is for a
 * machine that is busy with other test files, too: a longer wait costs only a test that fails.
 * @throws the probe's last error, or an error naming `what`, after `timeoutMs`.
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = 20_000,
  everyMs = 25,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    let failure: unknown;
    try {
      const found = await probe();
      if (found !== undefined && found !== false) return found;
    } catch (error) {
      failure = error;
    }
    if (Date.now() > end) throw failure ?? new Error(`waited ${timeoutMs} ms in vain until ${what}`);
    await sleep(everyMs);
  }
}
