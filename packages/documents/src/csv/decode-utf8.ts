import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileTooLarge, invalidFile } from './csv-errors.ts';

const PIECE_BYTES = 64 * 1024;

/**
 * Bytes as text, without a BOM, in pieces.
 * @throws AppError PAYLOAD_TOO_LARGE beyond `maxBytes`, VALIDATION_FAILED for what is not UTF-8; what the
 *   source throws.
 */
export async function* decodeUtf8(
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<string, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  const decode = (chunk?: Uint8Array): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch (error) {
      throw invalidFile([{ message: 'the file is not UTF-8; save it as "CSV UTF-8"' }], error);
    }
  };
  for await (const chunk of source) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw fileTooLarge({ maxBytes });
    for (let at = 0; at < chunk.byteLength; at += PIECE_BYTES) {
      yield decode(chunk.subarray(at, at + PIECE_BYTES));
      // A file that is in memory already must not hold up everybody else.
      await nextTurn();
    }
  }
  yield decode();
}
