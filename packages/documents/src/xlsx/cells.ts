import { decimal } from '@chowk/money';
import { calendarDay, finite, inCurrency, type Column } from '../table/column.ts';
import { wallTimeIn } from '../table/wall-time.ts';
import { escapeCellText } from './xml-text.ts';

const DAY_MS = 86_400_000;
/** Day 0 of Excel's calendar, as far as it is right: it takes 1900 for a leap year. */
const EPOCH_MS = Date.UTC(1899, 11, 30);
const FIRST_RIGHT_MS = Date.UTC(1900, 2, 1);

/** A, B, …, Z, AA, … for 0, 1, … */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/** A cell of text. It is an inline string, and a string is never calculated, whatever it starts with. */
export const textCell = (reference: string, text: string, style = 0): string =>
  `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeCellText(text)}</t></is></c>`;

const numberCell = (reference: string, value: string, style: number): string =>
  `<c r="${reference}" s="${style}"><v>${value}</v></c>`;

/** A moment of Excel's calendar, or its text where that calendar is wrong. */
function dateCell(reference: string, asUtcMs: number, text: string, style: number): string {
  if (asUtcMs < FIRST_RIGHT_MS) return textCell(reference, text, style);
  return numberCell(reference, String((asUtcMs - EPOCH_MS) / DAY_MS), style);
}

type CellWriter<Row> = (row: Row, reference: string) => string;

/**
 * How a cell of the column is written; an empty one is not written at all. `style` is its place in the style
 * sheet. The writer throws RangeError or MoneyError for a value that the column cannot hold.
 */
export function cellWriter<Row>(column: Column<Row>, style: number): CellWriter<Row> {
  const { header } = column;
  const whenGiven =
    <Value>(
      read: (row: Row) => Value | null | undefined,
      write: (reference: string, value: Value) => string,
    ) =>
    (row: Row, reference: string): string => {
      const value = read(row);
      return value == null ? '' : write(reference, value);
    };
  switch (column.kind) {
    case 'text':
      return whenGiven(column.value, (reference, value) => textCell(reference, value, style));
    case 'number':
      return whenGiven(column.value, (reference, value) =>
        numberCell(reference, String(finite(value, header)), style),
      );
    case 'money':
      return whenGiven(column.value, (reference, value) =>
        numberCell(reference, decimal(inCurrency(value, column.currency, header)), style),
      );
    case 'instant': {
      const wallTime = wallTimeIn(column.zone);
      return whenGiven(column.value, (reference, value) => {
        const wall = wallTime(value);
        return dateCell(reference, wall.asUtcMs, wall.text, style);
      });
    }
    case 'day':
      return whenGiven(column.value, (reference, value) => {
        const day = calendarDay(value, header);
        return dateCell(reference, Date.parse(`${day}T00:00:00Z`), day, style);
      });
  }
}
