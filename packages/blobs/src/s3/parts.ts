/** The least that S3 takes for a part that is not the last. Three of them are in memory for each put. */
export const PART_BYTES = 5 * 1024 * 1024;

/** Buffers of one put, used again and again, so that memory does not grow with the content. */
export class PartBuffers {
  readonly #free: Buffer[] = [];

  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(PART_BYTES);
  }

  /** Gives back the buffer of a part that nobody reads any more. */
  giveBack(part: Buffer): void {
    this.#free.push(Buffer.from(part.buffer));
  }
}

/**
 * Collects chunks into parts of PART_BYTES. Yields all but the last and returns that, which may be shorter
 * or, of no content, empty: so that whoever gets a return first knows the content to be one part.
 */
export async function* intoParts(
  chunks: AsyncIterable<Buffer>,
  buffers: PartBuffers,
): AsyncGenerator<Buffer, Buffer> {
  let part = buffers.take();
  let filled = 0;
  for await (const chunk of chunks) {
    for (let taken = 0; taken < chunk.length;) {
      if (filled === PART_BYTES) {
        yield part;
        part = buffers.take();
        filled = 0;
      }
      const copied = chunk.copy(part, filled, taken);
      taken += copied;
      filled += copied;
    }
  }
  return part.subarray(0, filled);
}
