import { randomUUID } from 'node:crypto';
import { posix } from 'node:path';
import { type Fault, type FaultKind, type FaultSide, type NewFault } from './fault.ts';

/** The faults striking one request or one delivery attempt, by kind: at most one of each kind. */
export type Strike = ReadonlyMap<FaultKind, Fault>;

/** The armed faults of all providers. One list, so that a test can arm, read and disarm them in one place. */
export class FaultList {
  readonly #faults: Fault[] = [];

  add({ times, ...fault }: NewFault): Fault {
    const added: Fault = { ...fault, id: randomUUID(), left: times };
    this.#faults.push(added);
    return { ...added };
  }

  list(): Fault[] {
    return this.#faults.map((fault) => ({ ...fault }));
  }

  clear(): number {
    return this.#faults.splice(0).length;
  }

  /**
   * Uses up one strike of every armed fault that fits; of two faults of one kind the older goes first.
   * @param targets the names this traffic goes by, e.g. `/v1/orders` and `POST /v1/orders`; one has to match
   * @param kinds what the caller can act out: other kinds stay armed for traffic that can
   */
  take(provider: string, on: FaultSide, targets: readonly string[], kinds: readonly FaultKind[]): Strike {
    const strike = new Map<FaultKind, Fault>();
    for (const fault of this.#faults) {
      const fits =
        fault.left > 0 &&
        fault.provider === provider &&
        fault.on === on &&
        kinds.includes(fault.kind) &&
        !strike.has(fault.kind) &&
        matches(targets, fault.match);
      if (!fits) continue;
      fault.left -= 1;
      strike.set(fault.kind, fault);
    }
    return strike;
  }
}

// Path globs serve event names too: `*` stops at a slash, and event names have none.
const matches = (targets: readonly string[], glob: string | null): boolean =>
  glob === null || targets.some((target) => posix.matchesGlob(target, glob));
