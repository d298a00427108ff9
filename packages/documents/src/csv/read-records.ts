import { CsvError, parse } from 'csv-parse';
import { fileTooLarge, invalidFile } from './csv-errors.ts';

/** One record of a CSV: a row, the header included. */
interface CsvRecord {
  cells: string[];
  /** Of the file, where the record starts; 1 is the first. */
  line: number;
}

const count = (cells: readonly string[], what: string): number =>
  cells.reduce((sum, cell) => (cell.includes(what) ? sum + cell.split(what).length - 1 : sum), 0);

/**
 * Splits text into records, one piece of it at a time. Records that came before a fault are given out before
 * it is thrown; a stream of Node's would drop them.
 * @throws AppError VALIDATION_FAILED on a quote that is wrong, PAYLOAD_TOO_LARGE beyond a limit; what `pieces`
 *   throws.
 */
export async function* readRecords(
  pieces: AsyncIterable<string>,
  maxColumns: number,
  maxRecordBytes: number,
): AsyncGenerator<CsvRecord, void> {
  let found: CsvRecord[] = [];
  let nextLine = 1;
  // The library counts a CRLF inside of quotes as two lines.
  let doubled = 0;
  const parser = parse({
    // Counted by the caller, so that a row of the wrong length is one bad row and not the end.
    relax_column_count: true,
    skip_empty_lines: true,
    // Both in one file, as it was edited on two systems; left to find out, only that of the first line would count.
    record_delimiter: ['\r\n', '\n'],
    max_record_size: maxRecordBytes,
    // The size of a record does not count empty cells: 10 MB of commas took 500 MB of memory (measured).
    cast: (cell, { index, lines }) => {
      if (index >= maxColumns) throw fileTooLarge({ line: lines - doubled, maxColumns });
      return cell;
    },
    on_record: (cells: string[], { lines }) => {
      doubled += count(cells, '\r\n');
      const lastLine = lines - doubled;
      found.push({ cells, line: lastLine - count(cells, '\n') });
      nextLine = lastLine + 1;
      // Nothing goes through the readable side, so nothing waits there when a fault destroys it.
      return null;
    },
  });
  const explain = (error: unknown): unknown => {
    if (!(error instanceof CsvError)) return error;
    if (error.code === 'CSV_MAX_RECORD_SIZE') return fileTooLarge({ line: nextLine, maxRecordBytes });
    const message = 'a quote is not closed, or stands inside a cell without quotes';
    return invalidFile([{ line: nextLine, message }], error);
  };
  // Every fault is also given to the callback of the write or the end that met it.
  parser.on('error', () => undefined).resume();
  const feed = (piece: string | undefined): Promise<unknown> =>
    new Promise((resolve) => {
      const done = (error?: Error | null): void => resolve(error ?? undefined);
      if (piece === undefined) parser.end(done);
      else parser.write(piece, done);
    });
  const taken = (): CsvRecord[] => {
    const records = found;
    found = [];
    return records;
  };
  for await (const piece of pieces) {
    const error = await feed(piece);
    yield* taken();
    if (error !== undefined) throw explain(error);
  }
  const error = await feed(undefined);
  yield* taken();
  if (error !== undefined) throw explain(error);
}
