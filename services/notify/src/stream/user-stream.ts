import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from '@chowk/runtime/log';
import { DeliveryWindow } from './domain/delivery-window.ts';
import { inSequence, type StreamEvent } from './domain/stream-event.ts';
import type { StreamSink, StreamReader } from './ports.ts';

/** One socket that follows a person's stream. */
export interface StreamSubscription {
  readonly window: DeliveryWindow;
  /** Ends the following; acknowledgements that still come are ignored. */
  leave(): void;
}

interface Member {
  readonly window: DeliveryWindow;
  readonly sink: StreamSink;
}

/**
 * Brings one person's stream to all their sockets on this replica. A signal only says how far the stream
 * has grown; the events are read from the store, once for all sockets that are at the same place, and
 * nothing is kept between reads. So a signal that is lost, doubled or late does no harm.
 */
export class UserStream {
  readonly #userId: string;
  readonly #reader: StreamReader;
  readonly #logger: Logger;
  readonly #windowSize: number;
  readonly #members = new Set<Member>();
  /** Sockets whose starting place is still being looked up. */
  #joining = 0;
  /** The newest seq that we know of. */
  #head = 0;
  #delivering = false;
  /** Reads serve many: they must not run inside the trace of whoever happened to start them. */
  readonly #outside: ReturnType<typeof AsyncLocalStorage.snapshot>;

  constructor(options: {
    userId: string;
    reader: StreamReader;
    windowSize: number;
    logger: Logger;
    outside: ReturnType<typeof AsyncLocalStorage.snapshot>;
  }) {
    this.#userId = options.userId;
    this.#reader = options.reader;
    this.#windowSize = options.windowSize;
    this.#logger = options.logger;
    this.#outside = options.outside;
  }

  get abandoned(): boolean {
    return this.#members.size === 0 && this.#joining === 0;
  }

  /**
   * Follows the stream from after `lastSeq`; from now on without it. `opened` hears the place before the
   * first event is sent.
   */
  async join(
    sink: StreamSink,
    lastSeq: number | undefined,
    opened: (position: number) => void,
  ): Promise<StreamSubscription> {
    this.#joining += 1;
    try {
      const newest = await this.#reader.lastSeq(this.#userId);
      // A client that claims more than was ever told follows another history: the database was set back.
      const ahead = lastSeq !== undefined && lastSeq > newest;
      const position = lastSeq === undefined || ahead ? newest : lastSeq;
      const member: Member = { window: new DeliveryWindow(position, this.#windowSize), sink };
      if (ahead) sink.resync({ lastSeq: newest });
      opened(position);
      this.#members.add(member);
      this.advance(newest);
      return { window: member.window, leave: () => void this.#members.delete(member) };
    } finally {
      this.#joining -= 1;
    }
  }

  /** The stream has grown to this seq, or further. */
  advance(seq: number): void {
    this.#head = Math.max(this.#head, seq);
    if (!this.#delivering) void this.#outside(() => this.#deliverPending());
  }

  async #deliverPending(): Promise<void> {
    this.#delivering = true;
    try {
      for (;;) {
        const waiting = [...this.#members].filter(
          ({ window }) => window.position < this.#head && window.worthReading,
        );
        if (waiting.length === 0) return;
        const from = Math.min(...waiting.map(({ window }) => window.position));
        const events = inSequence(await this.#reader.read(this.#userId, from, this.#windowSize), from);
        if (events.length === 0) await this.#handleGap(from);
        for (const event of events) this.#deliver(event);
      }
    } catch (err) {
      // The next signal, acknowledgement or check goes on from the same place.
      this.#logger.warn({ err, userId: this.#userId }, 'stream could not be read, will try again');
    } finally {
      // In one step with the last look at the head: a signal in between would be lost.
      this.#delivering = false;
    }
  }

  #deliver(event: StreamEvent): void {
    for (const member of this.#members) {
      const { window, sink } = member;
      if (window.position !== event.seq - 1 || window.full) continue;
      // Not the wall clock: somebody who sets it would cut off every socket.
      window.sent(event.seq, performance.now());
      sink.send(event, () => {
        window.acknowledge(event.seq);
        if (this.#members.has(member) && window.position < this.#head && window.worthReading)
          this.advance(event.seq);
      });
    }
  }

  /** The event after `from` cannot be read: it is too old and gone, or was just about to become visible. */
  async #handleGap(from: number): Promise<void> {
    const [next] = await this.#reader.read(this.#userId, from, 1);
    if (next?.seq === from + 1) return;
    const believed = this.#head;
    const firstSeq = await this.#reader.firstSeq(this.#userId);
    const lastSeq = await this.#reader.lastSeq(this.#userId);
    // A signal that came in between knows better than our read.
    if (this.#head === believed) this.#head = lastSeq;
    if (lastSeq <= from) return;
    for (const { window, sink } of this.#members) {
      if (window.position !== from) continue;
      window.skipTo(lastSeq);
      sink.resync({ ...(firstSeq !== undefined && { firstSeq }), lastSeq });
    }
  }
}
