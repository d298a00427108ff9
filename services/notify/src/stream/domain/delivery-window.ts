/**
 * How far one socket is: what it was sent, and what it has acknowledged. Holds numbers only, never events,
 * so a slow socket costs the same memory as a fast one.
 */
export class DeliveryWindow {
  readonly #size: number;
  #position: number;
  /** seq -> moment of sending, in ms of a clock that nobody can set; in order of sending, so the first is the oldest. */
  readonly #unacknowledged = new Map<number, number>();

  constructor(position: number, size: number) {
    this.#position = position;
    this.#size = size;
  }

  /** The last seq that was sent. */
  get position(): number {
    return this.#position;
  }

  /** The last seq such that it and all before have been acknowledged: where a cut-off client resumes. */
  get acknowledged(): number {
    for (const oldest of this.#unacknowledged.keys()) return oldest - 1;
    return this.#position;
  }

  get full(): boolean {
    return this.#unacknowledged.size >= this.#size;
  }

  /** Half of the window is free: below that a read is not worth its cost. */
  get worthReading(): boolean {
    return this.#unacknowledged.size <= this.#size / 2;
  }

  sent(seq: number, at: number): void {
    if (seq !== this.#position + 1) throw new Error(`seq ${seq} cannot follow ${this.#position}`);
    this.#position = seq;
    this.#unacknowledged.set(seq, at);
  }

  acknowledge(seq: number): void {
    this.#unacknowledged.delete(seq);
  }

  /** Moves on past events that are no longer kept. */
  skipTo(position: number): void {
    this.#position = position;
    this.#unacknowledged.clear();
  }

  /** How long in ms the oldest event has waited for its acknowledgement, by the clock of `sent`. */
  waitedMs(now: number): number {
    for (const sentAt of this.#unacknowledged.values()) return now - sentAt;
    return 0;
  }
}
