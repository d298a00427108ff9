import type { Logger } from '../log/logger.ts';

/** Longest time in ms for a step that says nothing else. */
const STEP_MS = 5_000;

interface Step {
  name: string;
  stop: () => Promise<unknown>;
  limitMs: number;
}

/** What has been started and must be stopped, last started first. */
export class ShutdownStack {
  readonly #steps: Step[] = [];

  /** @param limitMs after which the next step begins all the same, 5,000 unless said */
  add(name: string, stop: () => Promise<unknown>, limitMs = STEP_MS): void {
    this.#steps.push({ name, stop, limitMs });
  }

  /**
   * Stops everything in reverse order; one that fails, or takes longer than its time, is logged and does not
   * keep the others from stopping.
   */
  async stop(logger: Logger): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) {
      try {
        await inTime(step);
      } catch (err) {
        logger.error({ err, part: step.name }, 'could not be stopped cleanly');
      }
    }
  }
}

async function inTime({ stop, limitMs }: Step): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`has not stopped within ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([stop(), late]);
  } finally {
    clearTimeout(timer);
  }
}
