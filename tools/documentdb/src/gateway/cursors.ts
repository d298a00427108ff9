import { ErrorCode, ServerError } from './server-error.ts';

type Cursor = {
  db: string;
  /** The engine's own note of where the cursor stands, as it wants it back. */
  continuation: Buffer;
  lastUsed: number;
};

const SWEEP_MS = 30_000;

/** The cursors that have more to give. A cursor that nobody asks for is forgotten after its idle time. */
export class Cursors {
  readonly #cursors = new Map<bigint, Cursor>();
  readonly #sweep: NodeJS.Timeout;
  readonly #idleMs: number;
  readonly #onExpired: (ids: bigint[]) => void;

  /** `idleMs`: how long a cursor waits for its next use. `onExpired` hears which ones are gone. */
  constructor(idleMs: number, onExpired: (ids: bigint[]) => void) {
    this.#idleMs = idleMs;
    this.#onExpired = onExpired;
    this.#sweep = setInterval(() => this.#expire(), Math.min(SWEEP_MS, idleMs));
    this.#sweep.unref();
  }

  /** Keeps a cursor after its first page. */
  add(id: bigint, db: string, continuation: Buffer): void {
    this.#cursors.set(id, { db, continuation, lastUsed: Date.now() });
  }

  /** The cursor's database and where it stands. Throws ServerError 43 (CursorNotFound). */
  use(id: bigint): { db: string; continuation: Buffer } {
    const cursor = this.#cursors.get(id);
    if (!cursor) throw new ServerError(ErrorCode.CursorNotFound, `cursor id ${id} not found`);
    cursor.lastUsed = Date.now();
    return cursor;
  }

  /** Moves a cursor on, or forgets it when it is exhausted. */
  advance(id: bigint, continuation: Buffer | undefined): void {
    const cursor = this.#cursors.get(id);
    if (!cursor) return;
    if (continuation) cursor.continuation = continuation;
    else this.#cursors.delete(id);
  }

  /** Forgets a cursor and says whether there was one. */
  remove(id: bigint): boolean {
    return this.#cursors.delete(id);
  }

  /** Stops watching for idle cursors. */
  close(): void {
    clearInterval(this.#sweep);
  }

  #expire(): void {
    const before = Date.now() - this.#idleMs;
    const expired = [...this.#cursors].filter(([, cursor]) => cursor.lastUsed < before).map(([id]) => id);
    for (const id of expired) this.#cursors.delete(id);
    if (expired.length > 0) this.#onExpired(expired);
  }
}
