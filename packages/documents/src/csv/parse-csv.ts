import type { ErrorDetail } from '@chowk/contracts/errors';
import type { z } from 'zod';
import { restoreText } from '../table/neutralize.ts';
import { untilAborted } from '../table/until-aborted.ts';
import { checkHeader } from './csv-header.ts';
import { fileTooLarge, invalidFile } from './csv-errors.ts';
import { decodeUtf8 } from './decode-utf8.ts';
import { readRecords } from './read-records.ts';

export interface ParseCsvOptions<Row extends z.ZodObject> {
  /**
   * One row. Its keys are the columns: those that are optional here may be missing from the file. Every
   * field gets the text of its cell, or undefined when the cell is empty.
   */
  row: Row;
  /** Of the whole file, 10 MB. */
  maxBytes?: number;
  /** Without the header, 50,000. */
  maxRows?: number;
  /** 100. */
  maxColumns?: number;
  /** Of one row, 64 KB; also the most that a forgotten closing quote can swallow. */
  maxRowBytes?: number;
  signal?: AbortSignal;
}

/** One row of the file, with what is wrong with it. */
export type CsvRow<Value> = {
  /** 1 is the first row below the header. */
  row: number;
  /** Line of the file on which the row starts, as an editor shows it. */
  line: number;
} & ({ ok: true; value: Value } | { ok: false; errors: ErrorDetail[] });

function checkRow<Row extends z.ZodObject>(schema: Row, header: readonly string[], cells: readonly string[]) {
  if (cells.length !== header.length) {
    const message = `has ${cells.length} cells where the header has ${header.length}`;
    return { ok: false as const, errors: [{ message }] };
  }
  const filled = header.map((name, index) => [name, restoreText(cells[index]!)] as const);
  const parsed = schema.safeParse(Object.fromEntries(filled.filter(([, text]) => text !== '')));
  if (parsed.success) return { ok: true as const, value: parsed.data };
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  return { ok: false as const, errors };
}

/**
 * Reads a CSV (RFC 4180, UTF-8 with or without BOM, LF or CRLF) row by row, as far as the caller pulls. A bad
 * row is given back with its errors and the next one is read, so a dry run can list them all. What our own
 * export put before formulas is taken off again. Rows without any content are left out.
 *
 * @throws AppError VALIDATION_FAILED when the file cannot be read on: not UTF-8, a header with unknown,
 *   missing or double columns, a quote that does not close.
 * @throws AppError PAYLOAD_TOO_LARGE beyond a limit. Rows before the limit have been given out.
 * @throws an AbortError by `signal`, or what the source throws.
 */
export async function* parseCsv<Row extends z.ZodObject>(
  source: AsyncIterable<Uint8Array>,
  options: ParseCsvOptions<Row>,
): AsyncGenerator<CsvRow<z.infer<Row>>, void> {
  const { maxBytes = 10_000_000, maxRows = 50_000, maxColumns = 100, maxRowBytes = 64 * 1024 } = options;
  const records = readRecords(
    decodeUtf8(untilAborted(source, options.signal), maxBytes),
    maxColumns,
    maxRowBytes,
  );
  let header: string[] | undefined;
  let row = 0;
  for await (const { cells, line } of records) {
    if (header === undefined) {
      header = cells.map((name) => restoreText(name.trim()));
      const problems = checkHeader(header, options.row);
      if (problems.length > 0) throw invalidFile(problems);
      continue;
    }
    if (cells.every((cell) => cell === '')) continue;
    row += 1;
    if (row > maxRows) throw fileTooLarge({ maxRows });
    yield { row, line, ...checkRow(options.row, header, cells) };
  }
  if (header === undefined) throw invalidFile([{ path: 'header', message: 'the file is empty' }]);
}
