import { Readable } from 'node:stream';
import { decimal } from '@chowk/money';
import { stringify, type Options } from 'csv-stringify/sync';
import { cleanText } from '../table/clean-text.ts';
import { calendarDay, finite, inCurrency, type Column } from '../table/column.ts';
import { neutralizeText } from '../table/neutralize.ts';
import { textChunks, type ExportLimits } from '../table/text-chunks.ts';
import { type Source } from '../table/until-aborted.ts';
import { offsetText, wallTimeIn } from '../table/wall-time.ts';

/** Without it Excel reads UTF-8 as the code page of the host. */
const BOM = '\uFEFF';
const DEFAULT_MAX_ROWS = 1_000_000;

const DIALECT: Options = {
  record_delimiter: '\r\n',
  // With CRLF as the delimiter the library leaves a lone CR or LF unquoted, and every reader takes it for a
  // new row.
  quoted_match: /[\r\n]/,
};

const textCell = (text: string): string => neutralizeText(cleanText(text));

/** How a cell of the column is written. */
function cellWriter<Row>(column: Column<Row>): (row: Row) => string {
  const { header } = column;
  switch (column.kind) {
    case 'text':
      return (row) => textCell(column.value(row) ?? '');
    case 'number':
      return (row) => {
        const value = column.value(row);
        return value == null ? '' : String(finite(value, header));
      };
    case 'money':
      return (row) => {
        const value = column.value(row);
        return value == null ? '' : decimal(inCurrency(value, column.currency, header));
      };
    case 'instant': {
      const wallTime = wallTimeIn(column.zone);
      return (row) => {
        const moment = column.value(row);
        if (moment == null) return '';
        const wall = wallTime(moment);
        return wall.text + offsetText(wall, moment);
      };
    }
    case 'day':
      return (row) => {
        const day = column.value(row);
        return day == null ? '' : calendarDay(day, header);
      };
  }
}

async function* csvChunks<Row>(
  columns: ReadonlyArray<Column<Row>>,
  rows: Source<Row>,
  { maxRows = DEFAULT_MAX_ROWS, signal }: ExportLimits,
): AsyncGenerator<string, void> {
  const writers = columns.map(cellWriter);
  yield BOM + stringify([columns.map(({ header }) => textCell(header))], DIALECT);
  const encode = (row: Row): string => stringify([writers.map((write) => write(row))], DIALECT);
  yield* textChunks(rows, encode, { maxRows, signal });
}

/**
 * A table as CSV (RFC 4180): UTF-8 with a BOM, CRLF, a header row. Rows are pulled as fast as the stream is
 * read. In text cells, and in headers, nothing can start a formula; numbers and money are plain decimals
 * (`-1234.50`), an instant is ISO 8601 with the offset of its zone.
 *
 * The stream is destroyed with AppError EXPORT_TOO_LARGE after `maxRows` (1,000,000), with an AbortError by
 * `signal`, with RangeError or MoneyError for a value that its column cannot hold, or with what the source
 * threw. Destroying it ends the source.
 */
export function csvStream<Row>(
  columns: ReadonlyArray<Column<Row>>,
  rows: Source<Row>,
  limits: ExportLimits = {},
): Readable {
  const { signal } = limits;
  return Readable.from(csvChunks(columns, rows, limits), {
    objectMode: false,
    ...(signal && { signal }),
  });
}
