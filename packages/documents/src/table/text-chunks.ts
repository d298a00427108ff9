import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '@chowk/contracts/errors';
import { untilAborted, type Source } from './until-aborted.ts';

/** How much may be exported, and when to stop. */
export interface ExportLimits {
  /** Rows without the header. More of them end the stream with EXPORT_TOO_LARGE. */
  maxRows?: number;
  /** Ends the stream, and with it the source of the rows, when the reader has left. */
  signal?: AbortSignal;
}

/** UTF-16 units of one piece: big enough to be worth a write, small enough to take few ms to make. */
const CHUNK_LENGTH = 64 * 1024;

/**
 * Rows as text, in pieces. Pulled, never pushed: a row is taken from its source only when the piece before
 * was taken by the reader, so a slow reader makes a slow source and no queue. Other work gets a turn of the
 * event loop after each piece, also when all rows are in memory already.
 * @throws AppError EXPORT_TOO_LARGE after `maxRows` rows; whatever the source or `encode` throws.
 */
export async function* textChunks<Row>(
  rows: Source<Row>,
  encode: (row: Row, index: number) => string,
  { maxRows, signal }: { maxRows: number; signal?: AbortSignal | undefined },
): AsyncGenerator<string, void> {
  let index = 0;
  let chunk = '';
  for await (const row of untilAborted(rows, signal)) {
    if (index >= maxRows) throw new AppError('EXPORT_TOO_LARGE', { details: [{ maxRows }] });
    chunk += encode(row, index);
    index += 1;
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
    await nextTurn();
  }
  if (chunk !== '') yield chunk;
}
