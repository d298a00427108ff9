import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type ErrorCode } from '@chowk/contracts/errors';

interface Fault {
  code: ErrorCode;
  /** Calls that it strikes; then it is over. */
  times: number;
  /** `after`: the call has its effect and only its answer is lost. */
  when: 'before' | 'after';
}

/** Makes the methods of a fake neighbour fail or dawdle, and remembers who called what. */
export class Faults {
  readonly calls: Array<{ method: string; id: string }> = [];
  readonly #armed = new Map<string, Fault>();
  readonly #delays = new Map<string, number>();

  arm(method: string, code: ErrorCode, options: Partial<Omit<Fault, 'code'>> = {}): void {
    this.#armed.set(method, { code, times: 1, when: 'before', ...options });
  }

  slow(method: string, ms: number): void {
    this.#delays.set(method, ms);
  }

  heal(): void {
    this.#armed.clear();
    this.#delays.clear();
  }

  count(method: string, id?: string): number {
    return this.calls.filter((call) => call.method === method && (id === undefined || call.id === id)).length;
  }

  async around<T>(method: string, id: string, effect: () => T): Promise<T> {
    this.calls.push({ method, id });
    const delay = this.#delays.get(method);
    if (delay !== undefined) await sleep(delay);
    const fault = this.#armed.get(method);
    const strikes = fault !== undefined && fault.times-- > 0;
    if (strikes && fault.when === 'before') throw new AppError(fault.code);
    const result = effect();
    if (strikes) throw new AppError(fault.code);
    return result;
  }
}
