/**
 * How far one socket is: what it was sent, and what it has acknowledged. Holds numbers only, never events,
 * so a slow socket costs the same memory as a fast one.
 */
export class DeliveryWindow {
  readonly #size: number;
  #position: number;
  /**
   * seq -> moment of sending, in ms of a clock that nobody can set; in order of sending, so the first is the oldest.
   * Undefined while nothing is under way: most sockets are idle, and an empty map is most of what a window weighs.
   */
  #unacknowledged: Map<number, number> | undefined;

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
    for (const oldest of this.#unacknowledged?.keys() ?? []) return oldest - 1;
    return this.#position;
  }

  get full(): boolean {
    return this.#underWay >= this.#size;
  }

  /** Half of the window is free: below that a read is not worth its cost. */
  get worthReading(): boolean {
    return this.#underWay <= this.#size / 2;
  }

  get #underWay(): number {
    return this.#unacknowledged?.size ?? 0;
  }

  sent(seq: number, at: number): void {
    if (seq !== this.#position + 1) throw new Error(`seq ${seq} cannot follow ${this.#position}`);
    this.#position = seq;
    this.#unacknowledged ??= new Map();
    this.#unacknowledged.set(seq, at);
  }

  acknowledge(seq: number): void {
    this.#unacknowledged?.delete(seq);
    if (this.#underWay === 0) this.#unacknowledged = undefined;
  }

  /** Moves on past events that are no longer kept. */
  skipTo(position: number): void {
    this.#position = position;
    this.#unacknowledged = undefined;
  }

  /** How long in ms the oldest event has waited for its acknowledgement, by the clock of `sent`. */
  waitedMs(now: number): number {
    for (const sentAt of this.#unacknowledged?.values() ?? []) return now - sentAt;
    return 0;
  }
}
