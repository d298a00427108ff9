/** Readiness of a process: ready when every dependency answers and it is not stopping. */
export class Health {
  readonly #checks = new Map<string, () => Promise<void>>();
  readonly #facts = new Map<string, () => number | null>();
  #stopping = false;

  /** Adds a dependency; the check rejects when it cannot be used. */
  add(name: string, check: () => Promise<void>): void {
    this.#checks.set(name, check);
  }

  /** Adds something that the report tells and that decides nothing; null while it is not known. */
  inform(name: string, read: () => number | null): void {
    this.#facts.set(name, read);
  }

  /** From now on not ready, so that balancers send nothing more. */
  stopping(): void {
    this.#stopping = true;
  }

  async check(): Promise<{
    ready: boolean;
    dependencies: Record<string, 'ok' | 'failing'>;
    facts: Record<string, number | null>;
  }> {
    const results = await Promise.all(
      [...this.#checks].map(async ([name, check]) => {
        const state = await check().then(
          () => 'ok' as const,
          () => 'failing' as const,
        );
        return [name, state] as const;
      }),
    );
    const ready = !this.#stopping && results.every(([, state]) => state === 'ok');
    const facts = Object.fromEntries([...this.#facts].map(([name, read]) => [name, read()]));
    return { ready, dependencies: Object.fromEntries(results), facts };
  }
}
