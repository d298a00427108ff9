import { setTimeout as sleep } from 'node:timers/promises';

/** Lets something wait until something else has passed it: how the `reorder` fault swaps two messages. */
export class Overtaking {
  readonly #waiting = new Map<string, Set<AbortController>>();

  /** Resolves when something else passes in the same lane, or after `ms` if nothing does. Rejects on `signal`. */
  async heldBack(lane: string, ms: number, signal: AbortSignal): Promise<void> {
    const overtaken = new AbortController();
    const lot = this.#waiting.get(lane) ?? new Set();
    this.#waiting.set(lane, lot.add(overtaken));
    try {
      await sleep(ms, undefined, { signal: AbortSignal.any([signal, overtaken.signal]) });
    } catch (error) {
      if (signal.aborted) throw error;
    } finally {
      lot.delete(overtaken);
      if (lot.size === 0) this.#waiting.delete(lane);
    }
  }

  passed(lane: string): void {
    for (const overtaken of [...(this.#waiting.get(lane) ?? [])]) overtaken.abort();
  }
}
