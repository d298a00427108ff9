import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { money, type Money } from '@chowk/money';
import type { Column } from '../table/column.ts';
import { csvStream } from './csv-stream.ts';

interface Sale {
  name: string | null;
  count: number | undefined;
  total: Money | null;
  at: Date | null;
  day: string | null;
}

const COLUMNS: ReadonlyArray<Column<Sale>> = [
  { kind: 'text', header: 'Name', value: (sale) => sale.name },
  { kind: 'number', header: 'Count', value: (sale) => sale.count },
  { kind: 'money', header: 'Total', currency: 'INR', value: (sale) => sale.total },
  { kind: 'instant', header: 'At', zone: 'Asia/Kolkata', value: (sale) => sale.at },
  { kind: 'day', header: 'Day', value: (sale) => sale.day },
];

const sale = (change: Partial<Sale> = {}): Sale => ({
  name: 'Asha',
  count: 1,
  total: money(100, 'INR'),
  at: new Date('2026-03-31T18:29:59.999Z'),
  day: '2026-04-01',
  ...change,
});

/** As text, with the BOM, which the consumer `text` would take off. */
const text = async (stream: Readable): Promise<string> => (await buffer(stream)).toString('utf8');

const one = (column: Column<string>, value: string): Promise<string> => text(csvStream([column], [value]));
const textColumn: Column<string> = { kind: 'text', header: 'Text', value: (value) => value };

/** Endless rows, and how many were taken. */
function countedRows(): { rows: AsyncIterable<number>; taken: () => number; ended: () => boolean } {
  let taken = 0;
  let ended = false;
  async function* source(): AsyncGenerator<number> {
    try {
      for (;;) yield taken++;
    } finally {
      ended = true;
    }
  }
  return { rows: source(), taken: () => taken, ended: () => ended };
}

const wide: Column<number> = { kind: 'text', header: 'Wide', value: () => 'x'.repeat(1_000) };

describe('csvStream', () => {
  test('writes a BOM, CRLF and typed cells', async () => {
    const rows = [
      sale(),
      sale({ name: 'आशा "Bee" राव, Pune', count: -2.5, total: money(-12345678, 'INR') }),
      sale({ name: null, count: undefined, total: null, at: null, day: null }),
      sale({ name: '0012', count: 0, total: money(0, 'INR'), at: new Date('2026-03-31T18:30:00Z') }),
    ];
    expect(await text(csvStream(COLUMNS, rows))).toBe(
      [
        '\uFEFFName,Count,Total,At,Day',
        'Asha,1,1.00,2026-03-31T23:59:59+05:30,2026-04-01',
        '"आशा ""Bee"" राव, Pune",-2.5,-123456.78,2026-03-31T23:59:59+05:30,2026-04-01',
        ',,,,',
        '0012,0,0.00,2026-04-01T00:00:00+05:30,2026-04-01',
        '',
      ].join('\r\n'),
    );
  });

  test('writes the header alone when there is no row', async () => {
    expect(await text(csvStream(COLUMNS, []))).toBe('\uFEFFName,Count,Total,At,Day\r\n');
  });

  test('writes the offset that a zone had at that moment', async () => {
    const column: Column<Date> = {
      kind: 'instant',
      header: 'At',
      zone: 'America/New_York',
      value: (date) => date,
    };
    // The clocks of New York jump from 02:00 to 03:00 on 2026-03-08.
    const rows = [new Date('2026-03-08T06:59:59Z'), new Date('2026-03-08T07:00:00Z')];
    expect(await text(csvStream([column], rows))).toBe(
      '\uFEFFAt\r\n2026-03-08T01:59:59-05:00\r\n2026-03-08T03:00:00-04:00\r\n',
    );
  });

  test.each([
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(1)', "'@SUM(1)"],
    ['\t=1', "'\t'=1"],
    ['\r=1', '"\'\r\'=1"'],
    ['a\n=1', '"a\n\'=1"'],
    ['a,=1', '"a,=1"'],
    ['a","=1', '"a"",""=1"'],
    ['a;=1', "a;'=1"],
    ['\u0000=1', '\uFFFD=1'],
  ])('takes the formula out of the text %j', async (value, cell) => {
    expect(await one(textColumn, value)).toBe(`\uFEFFText\r\n${cell}\r\n`);
  });

  test('takes the formula out of a header that a person made up', async () => {
    expect(await text(csvStream([{ ...textColumn, header: '=1+1' }], []))).toBe("\uFEFF'=1+1\r\n");
  });

  test('a lone line feed or return in a cell does not start a row', async () => {
    expect(await one(textColumn, 'a\nb')).toBe('\uFEFFText\r\n"a\nb"\r\n');
    expect(await one(textColumn, 'a\rb')).toBe('\uFEFFText\r\n"a\rb"\r\n');
  });

  test.each([
    ['NaN', { count: NaN }, RangeError],
    ['an amount of another currency', { total: money(1, 'USD') }, /USD in a column of INR/],
    ['a day that is not in the calendar', { day: '2026-02-30' }, RangeError],
    ['an invalid date', { at: new Date(NaN) }, RangeError],
  ])('refuses %s', async (_what, change, error) => {
    await expect(text(csvStream(COLUMNS, [sale(change)]))).rejects.toThrow(error);
  });

  test('ends with EXPORT_TOO_LARGE after the rows that were allowed', async () => {
    expect(await text(csvStream([textColumn], ['a', 'b'], { maxRows: 2 }))).toContain('a\r\nb');
    await expect(text(csvStream([textColumn], ['a', 'b', 'c'], { maxRows: 2 }))).rejects.toMatchObject({
      code: 'EXPORT_TOO_LARGE',
      details: [{ maxRows: 2 }],
    });
  });

  test('takes no more rows than the reader asked for', async () => {
    const source = countedRows();
    const stream = csvStream([wide], source.rows);
    const chunks = stream[Symbol.asyncIterator]();
    await chunks.next();
    await sleep(100);
    const first = source.taken();
    // 64 KiB a piece and as much in the stream's own buffer: some hundred rows of 1,000 bytes.
    expect(first).toBeLessThan(400);
    await sleep(100);
    expect(source.taken()).toBe(first);
    for (let i = 0; i < 5; i++) await chunks.next();
    expect(source.taken()).toBeGreaterThan(first);
    stream.destroy();
  });

  test('lets other work have its turn although all rows are there', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    let bytes = 0;
    const rows = Array.from({ length: 20_000 }, (_, i) => i);
    for await (const chunk of csvStream([wide], rows)) bytes += (chunk as Buffer).length;
    clearInterval(timer);
    expect(bytes).toBeGreaterThan(20_000_000);
    expect(turns).toBeGreaterThan(10);
  });

  test('ends the source when the reader leaves', async () => {
    const source = countedRows();
    for await (const chunk of csvStream([wide], source.rows)) if (chunk) break;
    await sleep(10);
    expect(source.ended()).toBe(true);
  });

  test('ends the stream and the source by the signal', async () => {
    const source = countedRows();
    const controller = new AbortController();
    const stream = csvStream([wide], source.rows, { signal: controller.signal });
    const read = text(stream);
    setTimeout(() => controller.abort(), 20);
    await expect(read).rejects.toMatchObject({ name: 'AbortError' });
    await sleep(10);
    expect(source.ended()).toBe(true);
  });

  test('hands on what the source threw', async () => {
    async function* failing(): AsyncGenerator<string> {
      yield 'a';
      throw new Error('the cursor died');
    }
    await expect(text(csvStream([textColumn], failing()))).rejects.toThrow('the cursor died');
  });
});
