import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { z } from 'zod';
import { collect } from '../../test/collect.ts';
import { spitefulText } from '../../test/spiteful-text.ts';
import { cleanText } from '../table/clean-text.ts';
import type { Column } from '../table/column.ts';
import { csvStream } from './csv-stream.ts';
import { parseCsv, type CsvRow, type ParseCsvOptions } from './parse-csv.ts';

const product = z.strictObject({
  sku: z.string(),
  name: z.string(),
  price: z.string().regex(/^\d+$/, 'must be whole').transform(Number).optional(),
});

/** Bytes in pieces of 7, so that every character and line is torn apart somewhere. */
async function* pieces(file: string | Buffer): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(file as string);
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}

async function readAll<Row extends z.ZodObject>(
  file: string | Buffer,
  options: ParseCsvOptions<Row>,
): Promise<Array<CsvRow<z.infer<Row>>>> {
  return collect(parseCsv(pieces(file), options));
}
const products = (file: string | Buffer, limits: Partial<ParseCsvOptions<typeof product>> = {}) =>
  readAll(file, { row: product, ...limits });

describe('parseCsv', () => {
  test('reads typed rows in any order of columns, with BOM and both line ends', async () => {
    const file = '\uFEFFname,sku,price\r\n"Tea, ""Assam""\nloose",T1,250\nचाय,T2,\r\n';
    expect(await products(file)).toEqual([
      { row: 1, line: 2, ok: true, value: { name: 'Tea, "Assam"\nloose', sku: 'T1', price: 250 } },
      { row: 2, line: 4, ok: true, value: { name: 'चाय', sku: 'T2' } },
    ]);
  });

  test('a column that is optional may be missing', async () => {
    expect(await products('sku,name\nT1,Tea')).toEqual([
      { row: 1, line: 2, ok: true, value: { sku: 'T1', name: 'Tea' } },
    ]);
  });

  test('says of each bad row what is wrong and where it stands, and reads on', async () => {
    const file = 'sku,name,price\nT1,"a\r\nb",12.5\n\n,,\nT2\n"","",x\nT3,Tea,1,2\nT4,Tea,7\n';
    expect(await products(file)).toEqual([
      { row: 1, line: 2, ok: false, errors: [{ path: 'price', message: 'must be whole' }] },
      { row: 2, line: 6, ok: false, errors: [{ message: 'has 1 cells where the header has 3' }] },
      {
        row: 3,
        line: 7,
        ok: false,
        errors: [
          { path: 'sku', message: 'Invalid input: expected string, received undefined' },
          { path: 'name', message: 'Invalid input: expected string, received undefined' },
          { path: 'price', message: 'must be whole' },
        ],
      },
      { row: 4, line: 8, ok: false, errors: [{ message: 'has 4 cells where the header has 3' }] },
      { row: 5, line: 9, ok: true, value: { sku: 'T4', name: 'Tea', price: 7 } },
    ]);
  });

  test.each([
    ['an unknown, a missing and a double column', 'name,colour,colour\n', 3],
    ['a column that differs in case', 'SKU,name\n', 2],
    ['a name that every object has', 'sku,name,__proto__,constructor\n', 2],
    ['semicolons', 'sku;name;price\n', 3],
  ])('refuses a header with %s', async (_what, file, problems) => {
    const refusal = products(file);
    await expect(refusal).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    const details = await refusal.catch((error: { details: Array<{ path: string }> }) => error.details);
    expect(details).toHaveLength(problems);
    expect(new Set((details as Array<{ path: string }>).map(({ path }) => path))).toEqual(
      new Set(['header']),
    );
  });

  test.each([
    ['an empty file', '', { path: 'header' }],
    ['a quote that never closes', 'sku,name\nT1,"Tea\nT2,Tea\n', { line: 2 }],
    ['text after a closing quote', 'sku,name\nT1,Tea\nT2,"Tea"x\n', { line: 3 }],
    ['UTF-16', Buffer.from('\uFEFFsku,name\nT1,Tea\n', 'utf16le'), {}],
    ['Latin-1', Buffer.from('sku,name\nT1,Caf\xe9\n', 'latin1'), {}],
    ['half a character at the end', Buffer.from([...Buffer.from('sku,name\nT1,'), 0xe0, 0xa4]), {}],
  ])('refuses %s', async (_what, file, detail) => {
    await expect(products(file)).rejects.toMatchObject({ code: 'VALIDATION_FAILED', details: [detail] });
  });

  test.each([
    ['bytes', `sku,name\n${'T1,Tea\n'.repeat(100)}`, { maxBytes: 500 }, { maxBytes: 500 }],
    ['rows', 'sku,name\nT1,a\nT2,b\nT3,c\n', { maxRows: 2 }, { maxRows: 2 }],
    ['columns', `sku,name\nT1${','.repeat(1_000)}\n`, { maxColumns: 20 }, { line: 2, maxColumns: 20 }],
    ['bytes in a row', `sku,name\nT1,${'x'.repeat(5_000)}\n`, { maxRowBytes: 1_000 }, { line: 2 }],
    ['bytes in a quote', `sku,name\nT1,"${'x\n'.repeat(5_000)}`, { maxRowBytes: 1_000 }, { line: 2 }],
  ])('stops at too many %s', async (_what, file, limits, detail) => {
    await expect(products(file, limits)).rejects.toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
      details: [detail],
    });
  });

  test('reads no further than the caller, and ends the source when the caller leaves', async () => {
    let taken = 0;
    let ended = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.from('sku,name\n');
        for (;;) yield Buffer.from(`T${taken++},Tea\n`);
      } finally {
        ended = true;
      }
    }
    for await (const row of parseCsv(endless(), { row: product })) {
      if (row.row < 10) continue;
      await sleep(50);
      break;
    }
    expect(taken).toBeLessThan(500);
    await sleep(10);
    expect(ended).toBe(true);
  });

  test('ends by the signal although the source hangs', async () => {
    const controller = new AbortController();
    const source = Readable.from(
      (async function* () {
        yield Buffer.from('sku,name\nT1,Tea\n');
        await new Promise(() => undefined);
      })(),
    );
    const read = collect(parseCsv(source, { row: product, signal: controller.signal }));
    setTimeout(() => controller.abort(), 20);
    await expect(read).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('hands on what the source threw', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('sku,name\n');
      throw new Error('the upload broke off');
    }
    await expect(collect(parseCsv(failing(), { row: product }))).rejects.toThrow('the upload broke off');
  });

  test('what csvStream wrote is read back as it was', async () => {
    const cell = fc.oneof(spitefulText, fc.string({ unit: 'binary', maxLength: 20 }));
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9_ ]{0,6}[a-z]$/), {
      minLength: 1,
      maxLength: 5,
    });
    const tables = names.chain((header) =>
      fc.record({
        header: fc.constant(header),
        rows: fc.array(fc.array(cell, { minLength: header.length, maxLength: header.length }), {
          maxLength: 8,
        }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(tables, async ({ header, rows }) => {
        const columns = header.map((name, i): Column<string[]> => ({
          kind: 'text',
          header: name,
          value: (row) => row[i],
        }));
        const row = z.strictObject(Object.fromEntries(header.map((name) => [name, z.string().optional()])));
        const file = await buffer(csvStream(columns, rows));
        const read = await readAll(file, { row });
        const written = rows
          .map((cells) => cells.map(cleanText))
          .filter((cells) => cells.some((text) => text !== ''));
        expect(
          read.map((result) => (result.ok ? header.map((name) => result.value[name] ?? '') : result)),
        ).toEqual(written);
      }),
      { numRuns: 300 },
    );
  });
});
