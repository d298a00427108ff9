import { setTimeout as sleep } from 'node:timers/promises';

/** Longest time in ms that a dependency has for its answer. */
const CHECK_MS = 1_000;

interface HealthReport {
  ready: boolean;
  dependencies: Record<string, 'ok' | 'failing' | 'down'>;
  /** What is told and decides nothing; null while it is not known. */
  facts: Record<string, number | null>;
}

/**
 * Readiness of a process: ready when every dependency that it cannot serve without answers, and it is not
 * stopping. What it can do without for a while is reported and decides nothing: all replicas lose it together,
 * and none of them would be left.
 */
export class Health {
  readonly #checks = new Map<string, () => Promise<void>>();
  readonly #facts = new Map<string, () => number | null>();
  readonly #reports = new Map<string, () => boolean>();
  readonly #listeners: Array<() => void> = [];
  #stopping = false;

  /** Adds a dependency that decides; the check rejects when it cannot be used. It counts as failed after 1 s. */
  add(name: string, check: () => Promise<void>): void {
    this.#checks.set(name, check);
  }

  /** Adds something that the report tells and that decides nothing; null while it is not known. */
  inform(name: string, read: () => number | null): void {
    this.#facts.set(name, read);
  }

  /** Adds a dependency that is only reported, as `ok` or `down`. */
  report(name: string, isUp: () => boolean): void {
    this.#reports.set(name, isUp);
  }

  /** Called once, when the process begins to stop. */
  onStopping(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** From now on not ready, so that balancers send nothing more. */
  stopping(): void {
    if (this.#stopping) return;
    this.#stopping = true;
    for (const listener of this.#listeners) listener();
  }

  async check(): Promise<HealthReport> {
    const results = await Promise.all(
      [...this.#checks].map(async ([name, check]) => [name, await stateOf(check)] as const),
    );
    const ready = !this.#stopping && results.every(([, state]) => state === 'ok');
    const reported = [...this.#reports].map(([name, isUp]) => [name, isUp() ? 'ok' : 'down'] as const);
    const facts = Object.fromEntries([...this.#facts].map(([name, read]) => [name, read()]));
    return { ready, dependencies: Object.fromEntries([...results, ...reported]), facts };
  }
}

async function stateOf(check: () => Promise<void>): Promise<'ok' | 'failing'> {
  const giveUp = new AbortController();
  const patience = sleep(CHECK_MS, 'failing' as const, { signal: giveUp.signal });
  // Its only rejection is that it is not needed any more.
  patience.catch(() => undefined);
  const answer = check().then(
    () => 'ok' as const,
    () => 'failing' as const,
  );
  const state = await Promise.race([answer, patience]);
  giveUp.abort();
  return state;
}
