/**
 * Hands each transaction of this process a shard of its own, at random among those that are free; when none is,
 * the next transaction waits its turn. Picked blindly, two of ten transactions would meet on one of 16 shards
 * more often than not, and each meeting costs one of them a whole repetition: under load a database then does
 * little else. Processes do not know of each other's picks; what meets there is repeated.
 */
export class ShardPool {
  readonly #free: number[];
  readonly #waiting: Array<(shard: number) => void> = [];

  constructor(shards: number) {
    this.#free = Array.from({ length: shards }, (_, shard) => shard);
  }

  async use<T>(work: (shard: number) => Promise<T>): Promise<T> {
    const shard = await this.#take();
    try {
      return await work(shard);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(shard);
      else this.#free.push(shard);
    }
  }

  #take(): number | Promise<number> {
    const at = Math.floor(Math.random() * this.#free.length);
    const [shard] = this.#free.splice(at, 1);
    return shard ?? new Promise<number>((resolve) => this.#waiting.push(resolve));
  }
}
