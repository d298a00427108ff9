import { Readable } from 'node:stream';
import type { BlobSource } from './blob-store.ts';
import { within } from './within.ts';

export interface TimedStreamOptions {
  /** Longest wait in ms for the source to give something. What a slow reader takes does not count. */
  idleMs: number;
  onIdle: () => Error;
  /** Destroys the stream, with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Makes the error of the stream from that of its source. */
  mapError?: (error: unknown) => Error;
}

/**
 * A source as a stream of bytes whose every wait has an end. It asks the source only for what its reader
 * asks of it, and destroys the source when it is destroyed, aborted, or has waited too long.
 */
export class TimedStream extends Readable {
  readonly #source: BlobSource;
  readonly #iterator: AsyncIterator<Uint8Array | string>;
  readonly #options: TimedStreamOptions;
  readonly #destroyed = new AbortController();
  #ended = false;

  constructor(source: BlobSource, options: TimedStreamOptions) {
    // A mark of one byte: what is read ahead is the chunk under way and no more.
    super({ highWaterMark: 1 });
    this.#source = source;
    this.#iterator = source[Symbol.asyncIterator]();
    this.#options = options;
    // Streams that fail before somebody reads them would end the process; whoever reads is told.
    if (source instanceof Readable) source.on('error', () => undefined);
    this.on('error', () => undefined);
    options.signal?.addEventListener('abort', this.#abort, { once: true });
    if (options.signal?.aborted) this.#abort();
  }

  override _read(): void {
    void this.#pull();
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#options.signal?.removeEventListener('abort', this.#abort);
    this.#destroyed.abort();
    if (!this.#ended) this.#release();
    callback(error);
  }

  readonly #abort = () => void this.destroy(this.#options.signal!.reason as Error);

  async #pull(): Promise<void> {
    const { idleMs, onIdle, mapError } = this.#options;
    try {
      const { done, value } = await within(this.#iterator.next(), {
        ms: idleMs,
        signal: this.#destroyed.signal,
        onTimeout: onIdle,
      });
      if (done) this.#ended = true;
      this.push(done ? null : typeof value === 'string' ? Buffer.from(value) : value);
    } catch (error) {
      if (!this.destroyed) this.destroy((mapError?.(error) ?? error) as Error);
    }
  }

  /** Lets go of a source that was not read to its end. It may hang, so nobody waits for it. */
  #release(): void {
    if (this.#source instanceof Readable) this.#source.destroy();
    void this.#iterator.return?.().catch(() => undefined);
  }
}
