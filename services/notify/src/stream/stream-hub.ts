import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from '@chowk/runtime/log';
import type { StreamReader, StreamSink } from './ports.ts';
import { UserStream, type StreamSubscription } from './user-stream.ts';

/** The streams of all people who have a socket on this replica. */
export class StreamHub {
  readonly #reader: StreamReader;
  readonly #logger: Logger;
  readonly #windowSize: number;
  readonly #outside = AsyncLocalStorage.snapshot();
  readonly #streams = new Map<string, UserStream>();

  constructor(options: {
    reader: StreamReader;
    /** Events on their way to one socket without its acknowledgement, at the most. */
    windowSize: number;
    logger: Logger;
  }) {
    this.#reader = options.reader;
    this.#logger = options.logger;
    this.#windowSize = options.windowSize;
  }

  /** See UserStream.join. */
  async subscribe(
    userId: string,
    sink: StreamSink,
    lastSeq: number | undefined,
    opened: (position: number) => void,
  ): Promise<StreamSubscription> {
    const stream = this.#streamOf(userId);
    try {
      const subscription = await stream.join(sink, lastSeq, opened);
      return {
        window: subscription.window,
        leave: () => {
          subscription.leave();
          this.#forgetIfAbandoned(userId, stream);
        },
      };
    } catch (error) {
      this.#forgetIfAbandoned(userId, stream);
      throw error;
    }
  }

  /** A signal: the stream of a person has grown. Nothing to do when they have no socket here. */
  advance(userId: string, seq: number): void {
    this.#streams.get(userId)?.advance(seq);
  }

  /** Signals may be lost; this finds what they would have told. */
  async checkAll(): Promise<void> {
    if (this.#streams.size === 0) return;
    const newest = await this.#reader.lastSeqs([...this.#streams.keys()]);
    for (const [userId, seq] of newest) this.advance(userId, seq);
  }

  #streamOf(userId: string): UserStream {
    const known = this.#streams.get(userId);
    if (known) return known;
    const stream = new UserStream({
      userId,
      reader: this.#reader,
      windowSize: this.#windowSize,
      logger: this.#logger,
      outside: this.#outside,
    });
    this.#streams.set(userId, stream);
    return stream;
  }

  #forgetIfAbandoned(userId: string, stream: UserStream): void {
    if (stream.abandoned && this.#streams.get(userId) === stream) this.#streams.delete(userId);
  }
}
