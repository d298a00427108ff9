import type { Socket } from 'node:net';

/** How it is on a line; shared by all flows of a proxy. */
export interface Weather {
  /** Bytes arrive this many ms late. */
  delayMs: number;
  /** Nothing passes. */
  frozen: boolean;
}

/** Bytes held back at the most in one direction; beyond it the sender waits, as TCP has it. */
const MAX_HELD = 4 * 1024 * 1024;

/** One direction of a connection: passes on what comes, in its order, as late as the weather has it. */
export class TcpFlow {
  readonly #from: Socket;
  readonly #into: Socket;
  readonly #weather: Weather;
  /** What waits: bytes, or the end of the stream, with the time they came. */
  readonly #held: Array<{ cameAt: number; bytes: Buffer | 'end' }> = [];
  #heldBytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(from: Socket, into: Socket, weather: Weather) {
    this.#from = from;
    this.#into = into;
    this.#weather = weather;
    from.on('data', (bytes: Buffer) => this.#take(bytes));
    from.on('end', () => this.#take('end'));
    into.on('drain', () => this.weatherChanged());
  }

  /** Looks again at what waits. */
  weatherChanged(): void {
    clearTimeout(this.#timer);
    while (!this.#weather.frozen && this.#held.length > 0 && !this.#into.writableNeedDrain) {
      const { cameAt, bytes } = this.#held[0]!;
      const early = cameAt + this.#weather.delayMs - performance.now();
      if (early > 0) {
        this.#timer = setTimeout(() => this.weatherChanged(), early);
        break;
      }
      this.#held.shift();
      if (bytes === 'end') this.#into.end();
      else {
        this.#heldBytes -= bytes.length;
        this.#into.write(bytes);
      }
    }
    if (this.#heldBytes < MAX_HELD) this.#from.resume();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#into.removeAllListeners('drain');
  }

  #take(bytes: Buffer | 'end'): void {
    this.#held.push({ cameAt: performance.now(), bytes });
    if (bytes !== 'end') this.#heldBytes += bytes.length;
    this.weatherChanged();
    if (this.#heldBytes >= MAX_HELD) this.#from.pause();
  }
}
