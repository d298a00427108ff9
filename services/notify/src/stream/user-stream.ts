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

/** What the streams of all people have in common; one object, since a stream is one of many thousands. */
export interface StreamDeps {
  reader: StreamReader;
  /** Events on their way to one socket without its acknowledgement, at the most. */
  windowSize: number;
  logger: Logger;
  /** Reads serve many: they must not run inside the trace of whoever happened to start them. */
  outside: ReturnType<typeof AsyncLocalStorage.snapshot>;
  /** Called when the last socket has left. */
  abandoned(stream: UserStream): void;
}

/** A socket in its stream. A class, so that leaving costs no closure for each. */
class Member implements StreamSubscription {
  readonly window: DeliveryWindow;
  readonly sink: StreamSink;
  readonly #stream: UserStream;

  constructor(stream: UserStream, window: DeliveryWindow, sink: StreamSink) {
    this.#stream = stream;
    this.window = window;
    this.sink = sink;
  }

  leave(): void {
    this.#stream.remove(this);
  }
}

/**
 * Brings one person's stream to all their sockets on this replica. A signal only says how far the stream
 * has grown; the events are read from the store, once for all sockets that are at the same place, and
 * nothing is kept between reads. So a signal that is lost, doubled or late does no harm.
 */
export class UserStream {
  readonly userId: string;
  readonly #deps: StreamDeps;
  /** Replaced, never changed: one or two sockets are the rule, and a set of one weighs as much as five members. */
  #members: readonly Member[] = [];
  /** Sockets whose starting place is still being looked up. */
  #joining = 0;
  /** The newest seq that we know of. */
  #head = 0;
  #delivering = false;

  constructor(userId: string, deps: StreamDeps) {
    this.userId = userId;
    this.#deps = deps;
  }

  get abandoned(): boolean {
    return this.#members.length === 0 && this.#joining === 0;
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
      const newest = await this.#deps.reader.lastSeq(this.userId);
      // A client that claims more than was ever told follows another history: the database was set back.
      const ahead = lastSeq !== undefined && lastSeq > newest;
      const position = lastSeq === undefined || ahead ? newest : lastSeq;
      const member = new Member(this, new DeliveryWindow(position, this.#deps.windowSize), sink);
      if (ahead) sink.resync({ lastSeq: newest });
      opened(position);
      this.#members = [...this.#members, member];
      this.advance(newest);
      return member;
    } finally {
      this.#joining -= 1;
      if (this.abandoned) this.#deps.abandoned(this);
    }
  }

  /** A socket has left; of one that left before, nothing happens. */
  remove(member: StreamSubscription): void {
    this.#members = this.#members.filter((other) => other !== member);
    if (this.abandoned) this.#deps.abandoned(this);
  }

  /** The stream has grown to this seq, or further. */
  advance(seq: number): void {
    this.#head = Math.max(this.#head, seq);
    if (!this.#delivering) void this.#deps.outside(() => this.#deliverPending());
  }

  async #deliverPending(): Promise<void> {
    this.#delivering = true;
    try {
      for (;;) {
        const waiting = this.#members.filter(
          ({ window }) => window.position < this.#head && window.worthReading,
        );
        if (waiting.length === 0) return;
        const from = Math.min(...waiting.map(({ window }) => window.position));
        const { reader, windowSize } = this.#deps;
        const events = inSequence(await reader.read(this.userId, from, windowSize), from);
        if (events.length === 0) await this.#handleGap(from);
        for (const event of events) this.#deliver(event);
      }
    } catch (err) {
      // The next signal, acknowledgement or check goes on from the same place.
      this.#deps.logger.warn({ err, userId: this.userId }, 'stream could not be read, will try again');
    } finally {
      // In one step with the last look at the head: a signal in between would be lost.
      this.#delivering = false;
    }
  }

  #deliver(event: StreamEvent): void {
    for (const member of this.#members) {
      const { window, sink } = member;
      if (window.position !== event.seq - 1 || window.full) continue;
      // Sending to one may have ended another.
      if (!this.#members.includes(member)) continue;
      // Not the wall clock: somebody who sets it would cut off every socket.
      window.sent(event.seq, performance.now());
      sink.send(event, () => {
        window.acknowledge(event.seq);
        if (this.#members.includes(member) && window.position < this.#head && window.worthReading)
          this.advance(event.seq);
      });
    }
  }

  /** The event after `from` cannot be read: it is too old and gone, or was just about to become visible. */
  async #handleGap(from: number): Promise<void> {
    const { reader } = this.#deps;
    const [next] = await reader.read(this.userId, from, 1);
    if (next?.seq === from + 1) return;
    const believed = this.#head;
    const firstSeq = await reader.firstSeq(this.userId);
    const lastSeq = await reader.lastSeq(this.userId);
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
