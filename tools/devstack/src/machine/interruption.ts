const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

// Ctrl-C reaches every process of the terminal, and npm and run.mjs pass theirs on besides: the same wish
// arrives several times at once.
const SAME_WISH_MS = 1_500;

/**
 * Calls `end` once when a person or the system asks this process to end; asked again later, it exits at once.
 * `end` gets the exit code that tells of the signal.
 */
export function onInterruption(end: (exitCode: number) => void): void {
  let askedAt: number | undefined;
  for (const [signal, number] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (askedAt === undefined) {
        askedAt = Date.now();
        end(128 + number);
      } else if (Date.now() - askedAt > SAME_WISH_MS) {
        process.exit(128 + number);
      }
    });
  }
}
