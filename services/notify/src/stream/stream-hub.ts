import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from '@chowk/runtime/log';
import type { StreamReader, StreamSink } from './ports.ts';
import { UserStream, type StreamDeps, type StreamSubscription } from './user-stream.ts';

/** The streams of all people who have a socket on this replica. */
export class StreamHub {
  readonly #deps: StreamDeps;
  readonly #streams = new Map<string, UserStream>();

  constructor(options: {
    reader: StreamReader;
    /** Events on their way to one socket without its acknowledgement, at the most. */
    windowSize: number;
    logger: Logger;
  }) {
    this.#deps = {
      ...options,
      outside: AsyncLocalStorage.snapshot(),
      abandoned: (stream) => this.#forget(stream),
    };
  }

  /** See UserStream.join. */
  subscribe(
    userId: string,
    sink: StreamSink,
    lastSeq: number | undefined,
    opened: (position: number) => void,
  ): Promise<StreamSubscription> {
    return this.#streamOf(userId).join(sink, lastSeq, opened);
  }

  /** A signal: the stream of a person has grown. Nothing to do when they have no socket here. */
  advance(userId: string, seq: number): void {
    this.#streams.get(userId)?.advance(seq);
  }

  /** Signals may be lost; this finds what they would have told. */
  async checkAll(): Promise<void> {
    if (this.#streams.size === 0) return;
    const newest = await this.#deps.reader.lastSeqs([...this.#streams.keys()]);
    for (const [userId, seq] of newest) this.advance(userId, seq);
  }

  #streamOf(userId: string): UserStream {
    const known = this.#streams.get(userId);
    if (known) return known;
    const stream = new UserStream(userId, this.#deps);
    this.#streams.set(userId, stream);
    return stream;
  }

  #forget(stream: UserStream): void {
    if (this.#streams.get(stream.userId) === stream) this.#streams.delete(stream.userId);
  }
}
