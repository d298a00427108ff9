import { type Money, MoneyError } from '@chowk/money';

type Absent = null | undefined;

/**
 * One column of a table that is exported, and how its cell is read from a row. The kind decides what a
 * spreadsheet may take the cell for: only `text` can hold what a person typed, so only `text` is neutralized.
 * null and undefined are empty cells.
 */
export type Column<Row> = { header: string } & (
  | { kind: 'text'; value(row: Row): string | Absent }
  /** A count or a measure; finite. */
  | { kind: 'number'; value(row: Row): number | Absent }
  /** Amounts of one currency: a column of two would add up to nonsense in a spreadsheet. */
  | { kind: 'money'; currency: string; value(row: Row): Money | Absent }
  /** A moment, written as the wall time of `zone` (IANA, such as Asia/Kolkata). */
  | { kind: 'instant'; zone: string; value(row: Row): Date | Absent }
  /** A calendar day that is nobody's moment, as YYYY-MM-DD. */
  | { kind: 'day'; value(row: Row): string | Absent }
);

/** @throws RangeError for NaN and the infinities, which no file format can hold. */
export function finite(value: number, header: string): number {
  if (!Number.isFinite(value)) throw new RangeError(`${header}: ${value} is not a finite number`);
  return value;
}

/** @throws MoneyError when the amount is in another currency than its column. */
export function inCurrency(value: Money, currency: string, header: string): Money {
  if (value.currency !== currency) {
    throw new MoneyError(`${header}: ${value.currency} in a column of ${currency}`);
  }
  return value;
}

/** @throws RangeError unless it is a day of the calendar, as YYYY-MM-DD. */
export function calendarDay(value: string, header: string): string {
  const date = new Date(`${value}T00:00:00Z`);
  // Parsing rolls 2026-02-30 over to March; writing it again shows that.
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value) {
    throw new RangeError(`${header}: "${value}" is not a day as YYYY-MM-DD`);
  }
  return value;
}
