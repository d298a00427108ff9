import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { money, type Money } from '@chowk/money';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { spitefulText } from '../../test/spiteful-text.ts';
import { cleanText } from '../table/clean-text.ts';
import type { Column } from '../table/column.ts';
import { xlsxStream, type XlsxOptions } from './xlsx-stream.ts';

interface Sale {
  name: string | null;
  count: number | undefined;
  total: Money | null;
  yen: Money | null;
  at: Date | null;
  day: string | null;
}

const COLUMNS: ReadonlyArray<Column<Sale>> = [
  { kind: 'text', header: 'Name', value: (sale) => sale.name },
  { kind: 'number', header: 'Count', value: (sale) => sale.count },
  { kind: 'money', header: 'Total', currency: 'INR', value: (sale) => sale.total },
  { kind: 'money', header: 'Yen', currency: 'JPY', value: (sale) => sale.yen },
  { kind: 'instant', header: 'At', zone: 'Asia/Kolkata', value: (sale) => sale.at },
  { kind: 'day', header: 'Day', value: (sale) => sale.day },
];

const sale = (change: Partial<Sale> = {}): Sale => ({
  name: 'Asha',
  count: 1,
  total: money(123456789, 'INR'),
  yen: money(-500, 'JPY'),
  at: new Date('2026-03-31T18:30:00Z'),
  day: '2026-04-01',
  ...change,
});

const textColumn: Column<string> = { kind: 'text', header: 'Text', value: (value) => value };

async function sheetOf<Row>(
  columns: ReadonlyArray<Column<Row>>,
  rows: Row[],
  options: XlsxOptions = {},
): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await buffer(xlsxStream(columns, rows, options))) as unknown as ArrayBuffer);
  return workbook.worksheets[0]!;
}

async function sheetXml<Row>(columns: ReadonlyArray<Column<Row>>, rows: Row[]): Promise<string> {
  const files = unzipSync(await buffer(xlsxStream(columns, rows)));
  return strFromU8(files['xl/worksheets/sheet1.xml']!);
}

const cells = (sheet: ExcelJS.Worksheet, row: number): ExcelJS.CellValue[] =>
  Array.from({ length: sheet.columnCount }, (_, i) => sheet.getRow(row).getCell(i + 1).value);

/** What a reader makes of OOXML's own escapes; exceljs leaves them (ECMA-376 part 1, 22.9.2.19). */
const decodeEscapes = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

describe('xlsxStream', () => {
  test('writes typed cells that a spreadsheet can sum, sort and filter', async () => {
    const sheet = await sheetOf(COLUMNS, [sale(), sale({ name: 'आशा <राव> & "Bee"', count: -2.5 })]);
    expect(cells(sheet, 1)).toEqual(['Name', 'Count', 'Total', 'Yen', 'At', 'Day']);
    // exceljs gives a date as if the wall time were UTC: midnight in Kolkata.
    const midnight = new Date('2026-04-01T00:00:00Z');
    expect(cells(sheet, 2)).toEqual(['Asha', 1, 1234567.89, -500, midnight, midnight]);
    expect(cells(sheet, 3)).toEqual(['आशा <राव> & "Bee"', -2.5, 1234567.89, -500, midnight, midnight]);
    expect([1, 2, 3, 4, 5, 6].map((i) => sheet.getRow(2).getCell(i).numFmt)).toEqual([
      '@',
      'General',
      '[$₹]#,##0.00;[Red]-[$₹]#,##0.00',
      '[$¥]#,##0;[Red]-[$¥]#,##0',
      'yyyy-mm-dd hh:mm:ss',
      'yyyy-mm-dd',
    ]);
    expect(sheet.getRow(1).getCell(1).font.bold).toBe(true);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(sheet.autoFilter).toBe('A1:F3');
  });

  test('leaves out the cells that are empty', async () => {
    const row = sale({ name: null, count: undefined, total: null, yen: null, at: null, day: null });
    const sheet = await sheetOf(COLUMNS, [row, sale()]);
    expect(cells(sheet, 2)).toEqual([null, null, null, null, null, null]);
    expect(sheet.getRow(3).getCell(1).value).toBe('Asha');
  });

  test('writes a sheet with a header alone when there is no row', async () => {
    const sheet = await sheetOf(COLUMNS, []);
    expect(sheet.rowCount).toBe(1);
    expect(sheet.autoFilter).toBe('A1:F1');
  });

  test.each([
    '=1+1',
    "=cmd|' /C calc'!A0",
    '+1',
    '-1',
    '@SUM(1)',
    '\t=1',
    '=HYPERLINK("http://x","y")',
    '{=1}',
  ])('the text %j is a string and not a formula', async (value) => {
    const cell = (await sheetOf([textColumn], [value])).getRow(2).getCell(1);
    expect(cell.type).toBe(ExcelJS.ValueType.String);
    expect(cell.value).toBe(value);
    expect(await sheetXml([textColumn], [value])).not.toContain('<f');
  });

  test('names each row and cell, also beyond column Z', async () => {
    const columns = Array.from({ length: 703 }, (_, i): Column<string> => ({
      ...textColumn,
      header: `c${i}`,
    }));
    const xml = await sheetXml(columns, ['x']);
    for (const reference of ['A1', 'Z1', 'AA1', 'AZ1', 'BA1', 'ZZ1', 'AAA1', 'AAA2']) {
      expect(xml).toContain(`<c r="${reference}"`);
    }
    expect(xml).toContain('<row r="2">');
  });

  test('an instant is the wall time of its zone on both sides of a change of clocks', async () => {
    const column: Column<string> = {
      kind: 'instant',
      header: 'At',
      zone: 'Europe/London',
      value: (iso) => new Date(iso),
    };
    const sheet = await sheetOf([column], ['2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z']);
    expect(sheet.getRow(2).getCell(1).value).toEqual(new Date('2026-03-29T00:59:59Z'));
    expect(sheet.getRow(3).getCell(1).value).toEqual(new Date('2026-03-29T02:00:00Z'));
  });

  test('a day before the calendar of Excel is right stays text', async () => {
    const column: Column<string> = { kind: 'day', header: 'Day', value: (day) => day };
    const sheet = await sheetOf([column], ['1899-12-31', '1900-02-28', '1900-03-01']);
    expect([2, 3, 4].map((row) => sheet.getRow(row).getCell(1).value)).toEqual([
      '1899-12-31',
      '1900-02-28',
      new Date('1900-03-01T00:00:00Z'),
    ]);
  });

  test('what XML cannot hold is replaced, and what OOXML would decode is escaped', async () => {
    const sheet = await sheetOf([textColumn], ['a\0b\u0008c\uD800d\uFFFEe', '_x003D_1+1']);
    expect(sheet.getRow(2).getCell(1).value).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe');
    expect(await sheetXml([textColumn], ['_x003D_1+1'])).toContain('>_x005F_x003D_1+1<');
  });

  test('text that is longer than a cell may be is cut and says so', async () => {
    const sheet = await sheetOf([textColumn], ['x'.repeat(32_767), 'x'.repeat(32_768)]);
    expect(sheet.getRow(2).getCell(1).value).toBe('x'.repeat(32_767));
    expect(sheet.getRow(3).getCell(1).value).toBe(`${'x'.repeat(32_766)}…`);
  });

  test('any text is read back as it was', async () => {
    const cell = fc.oneof(spitefulText, fc.string({ unit: 'binary', maxLength: 20 }));
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 20 }), async (texts) => {
        const sheet = await sheetOf([textColumn], texts);
        const read = texts.map((_, i) => decodeEscapes(String(sheet.getRow(i + 2).getCell(1).value ?? '')));
        expect(read).toEqual(texts.map(cleanText));
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    ["it's / [my]: *sheet*?", "it's    my    sheet"],
    ['', 'Sheet1'],
    ['x'.repeat(40), 'x'.repeat(31)],
    ["'quoted'", 'quoted'],
    ['a<b>&"c"', 'a<b>&"c"'],
  ])('gives the sheet a name that Excel allows: %j', async (sheetName, name) => {
    expect((await sheetOf([textColumn], [], { sheetName })).name).toBe(name);
  });

  test('the same rows make the same bytes', async () => {
    const first = await buffer(xlsxStream(COLUMNS, [sale()]));
    expect(first.equals(await buffer(xlsxStream(COLUMNS, [sale()])))).toBe(true);
    // Time and date of the first entry: midnight of 1980-01-01 in every zone, and not the time of this test.
    expect(first.readUInt32LE(10)).toBe(0x0021_0000);
  });

  test('ends with EXPORT_TOO_LARGE after the rows that were allowed', async () => {
    await expect(buffer(xlsxStream([textColumn], ['a', 'b', 'c'], { maxRows: 2 }))).rejects.toMatchObject({
      code: 'EXPORT_TOO_LARGE',
    });
  });

  test.each([
    ['NaN', { count: NaN }, RangeError],
    ['an amount of another currency', { total: money(1, 'USD') }, /USD in a column of INR/],
    ['a day that is not in the calendar', { day: '2026-13-01' }, RangeError],
  ])('refuses %s', async (_what, change, error) => {
    await expect(buffer(xlsxStream(COLUMNS, [sale(change)]))).rejects.toThrow(error);
  });

  test('takes no more rows than the reader asked for, and ends the source when the reader leaves', async () => {
    let taken = 0;
    let ended = false;
    async function* endless(): AsyncGenerator<string> {
      try {
        // Digits of a hash: text that does not shrink much.
        for (;;) yield (Math.imul(taken++, 2_654_435_761) >>> 0).toString(36).repeat(20);
      } finally {
        ended = true;
      }
    }
    const stream = xlsxStream([textColumn], endless());
    const chunks = stream[Symbol.asyncIterator]();
    await chunks.next();
    await sleep(100);
    const before = taken;
    await sleep(100);
    expect(taken).toBe(before);
    expect(taken).toBeLessThan(20_000);
    for (let i = 0; i < 20; i++) await chunks.next();
    expect(taken).toBeGreaterThan(before);
    await chunks.return?.();
    await sleep(20);
    expect(ended).toBe(true);
  });
});
