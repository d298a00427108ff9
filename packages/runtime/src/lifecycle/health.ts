/** Readiness of a process: ready when every dependency answers and it is not stopping. */
export class Health {
  readonly #checks = new Map<string, () => Promise<void>>();
  #stopping = false;

  /** Adds a dependency; the check rejects when it cannot be used. */
  add(name: string, check: () => Promise<void>): void {
    this.#checks.set(name, check);
  }

  /** From now on not ready, so that balancers send nothing more. */
  stopping(): void {
    this.#stopping = true;
  }

  async check(): Promise<{ ready: boolean; dependencies: Record<string, 'ok' | 'failing'> }> {
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
    return { ready, dependencies: Object.fromEntries(results) };
  }
}
