import { AppError } from '@chowk/contracts/errors';
import { currentRequest } from '@chowk/runtime/telemetry';

interface Waiting {
  begin(shard: number): void;
}

/** What stands in line for one user. */
interface Line {
  /** In the order in which they came. */
  waiting: Set<Waiting>;
  running: boolean;
}

/**
 * Who may run a transaction of the ledger now, in this process. Those of one user take turns: side by side
 * they would only conflict on the user's account. Each gets a shard of its own, so as many run at once as there
 * are shards: picked blindly, two of ten transactions would meet on one of 16 shards more often than not, and
 * each meeting costs one of them a whole repetition. It is the shard that was free last: this process then knows
 * where it stands (see AccountHeads). Processes do not know of each other's picks; what meets there is repeated,
 * and the shard is used last from then on, so that processes come to have shards of their own.
 *
 * Work whose caller's deadline passes while it waits is never begun, and leaves its place at that moment: what
 * comes behind it, the void that the caller sends next above all, does not wait for work that nobody wants.
 */
export class Turns {
  /** The one to take next is the last. */
  readonly #free: number[];
  readonly #avoided = new Set<number>();
  readonly #maxWaiting: number;
  readonly #lines = new Map<string, Line>();
  /** Users with somebody in line and nobody running, longest waiting first. */
  readonly #ready = new Set<string>();
  #waiting = 0;

  constructor({ shards, maxWaiting }: { shards: number; maxWaiting: number }) {
    this.#free = Array.from({ length: shards }, (_, shard) => ({ shard, order: Math.random() }))
      .sort((a, b) => a.order - b.order)
      .map(({ shard }) => shard);
    this.#maxWaiting = maxWaiting;
  }

  /** @throws AppError OVERLOADED when too many wait, or the caller's deadline passed before its turn */
  async run<T>(userId: string, work: (shard: number) => Promise<T>): Promise<T> {
    const shard = await this.#turn(userId);
    try {
      return await work(shard);
    } finally {
      this.#end(userId, shard);
    }
  }

  /** Another process met this one on a shard in use: others are taken before it. */
  avoid(shard: number): void {
    this.#avoided.add(shard);
  }

  #turn(userId: string): Promise<number> {
    const deadline = currentRequest()?.deadline;
    const leftMs = deadline === undefined ? undefined : deadline - Date.now();
    if (leftMs !== undefined && leftMs <= 0) return Promise.reject(overloaded());
    const line = this.#lines.get(userId) ?? { waiting: new Set(), running: false };
    if (this.#waiting >= this.#maxWaiting) return Promise.reject(overloaded());
    return new Promise<number>((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const waiting: Waiting = {
        begin(shard) {
          clearTimeout(timer);
          resolve(shard);
        },
      };
      if (leftMs !== undefined) {
        timer = setTimeout(() => {
          this.#leave(userId, line, waiting);
          reject(overloaded());
        }, leftMs);
      }
      line.waiting.add(waiting);
      this.#waiting += 1;
      this.#lines.set(userId, line);
      if (!line.running) this.#ready.add(userId);
      this.#beginWhatCan();
    });
  }

  #beginWhatCan(): void {
    for (const userId of this.#ready) {
      if (this.#free.length === 0) return;
      const line = this.#lines.get(userId)!;
      const [next] = line.waiting;
      this.#ready.delete(userId);
      line.waiting.delete(next!);
      this.#waiting -= 1;
      line.running = true;
      next!.begin(this.#free.pop()!);
    }
  }

  #end(userId: string, shard: number): void {
    if (this.#avoided.delete(shard)) this.#free.unshift(shard);
    else this.#free.push(shard);
    const line = this.#lines.get(userId)!;
    line.running = false;
    if (line.waiting.size > 0) this.#ready.add(userId);
    else this.#lines.delete(userId);
    this.#beginWhatCan();
  }

  #leave(userId: string, line: Line, waiting: Waiting): void {
    line.waiting.delete(waiting);
    this.#waiting -= 1;
    if (line.waiting.size > 0) return;
    this.#ready.delete(userId);
    if (!line.running) this.#lines.delete(userId);
  }
}

const overloaded = (): AppError => new AppError('OVERLOADED', { retryAfter: 1 });
