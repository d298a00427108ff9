import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { quietLogger } from '@chowk/testing';
import fc from 'fast-check';
import { PdfRenderer } from '../src/index.ts';
import { invoiceData } from './invoice-data.ts';
import { clustersOf, fontsOf, readPdf } from './read-pdf.ts';
import { spitefulText } from './spiteful-text.ts';

const TEMPLATES = join(import.meta.dirname, 'templates');
const INVOICE = join(TEMPLATES, 'invoice.typ');
const NOTE = join(TEMPLATES, 'note.typ');

const renderer = new PdfRenderer({ logger: quietLogger() });
afterAll(() => renderer.stop());

/** What a page with these lines says. */
async function note(...lines: string[]): Promise<string> {
  const { bytes } = await renderer.render({ template: NOTE, data: { lines } });
  return (await readPdf(bytes)).join('');
}

describe('an invoice', () => {
  test('runs over two pages with its header on both, in Hindi, Tamil, Bengali and Latin', async () => {
    const { bytes, pages } = await renderer.render({ template: INVOICE, data: invoiceData(40) });
    const [first, second, ...more] = await readPdf(bytes);
    expect(pages).toBe(2);
    expect(more).toEqual([]);
    expect(first).toContain('INV/26-27/000042');
    expect([...clustersOf(bytes)]).toEqual(
      expect.arrayContaining(['त्रि', 'श्रृं', 'र्ता', 'रा', 'வி', 'லை', 'பொ', 'ঘো', 'ড়া']),
    );
    expect(first).toContain('6913 2 ₹2,100.00 ₹378.00 ₹378.00 ₹4,956.00');
    for (const page of [first, second]) expect(page).toContain('# Description HSN Qty Price CGST SGST Total');
    expect(second).toContain('37 Assam tea, loose leaf, 500 g 0902 1 ₹325.00 ₹29.25 ₹29.25 ₹383.50');
    expect(second).toContain('Total ₹1,12,034.58');
    expect(second).toContain('2 / 2');
  });

  test('is PDF/A-2b with its title, its fonts inside, and no time of its making', async () => {
    const { bytes } = await renderer.render({ template: INVOICE, data: invoiceData(3) });
    const raw = Buffer.from(bytes).toString('latin1');
    expect(raw).toContain('<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>');
    expect(raw).toContain('Tax invoice INV/26-27/000042');
    expect(raw).toContain('<xmp:CreateDate>2026-04-01T00:00:00Z</xmp:CreateDate>');
    const fonts = [...fontsOf(bytes)];
    expect(fonts.filter((font) => !font.startsWith('NotoSans'))).toEqual([]);
    expect(fonts).toEqual(expect.arrayContaining(['NotoSansDevanagari-Bold', 'NotoSansTamil-Regular']));
  });

  test('has the same bytes when it is made again, so its hash can be kept', async () => {
    const hash = async (): Promise<string> => {
      const { bytes } = await renderer.render({ template: INVOICE, data: invoiceData(5) });
      return createHash('sha256').update(bytes).digest('hex');
    };
    const first = await hash();
    await renderer.render({ template: INVOICE, data: invoiceData(6) });
    expect(await hash()).toBe(first);
  });
});

describe('what a person typed', () => {
  test.each([
    '#read("secret.txt")',
    '#import "/chowk.typ": data',
    '#eval("1+1") #sys.inputs #panic("x")',
    ']]] }}} ))) """ $x^2$ *bold* _em_ = head // no /* no */ `raw` @ref <label> \\u{41} ~ -- ---',
    '#{',
    '"; #read("secret.txt"); "',
  ])('is shown and not run: %j', async (text) => {
    expect(await note('start', text, 'end')).toContain(`start ${text} end`);
  });

  test('may be anything: no text breaks the document or is read as code', async () => {
    const typst = fc.string({ unit: fc.constantFrom(...'#[](){}$*_`"\\/@<>=-~^&;:, \naक1'), maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(typst, spitefulText, fc.string({ unit: 'binary' }))),
        async (lines) => {
          expect(await note('start', ...lines, 'end')).toMatch(/start[^]*end/);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('stays on the page when it is one word of 10,000 letters', async () => {
    const word = 'x'.repeat(10_000);
    expect((await note('start', word)).match(/x/g)).toHaveLength(10_000);
  });

  // Where no font of the template has a character, PDF/A refuses the document: that it is made is the proof.
  test.each([
    ['Devanagari', 'हिन्दी रसीद श्रृंखला क्षत्रिय १२३'],
    ['Bengali', 'বাংলা রসিদ'],
    ['Tamil', 'தமிழ் ரசீது'],
    ['Telugu', 'తెలుగు రసీదు'],
    ['Gujarati', 'ગુજરાતી રસીદ'],
    ['Kannada', 'ಕನ್ನಡ ರಸೀದಿ'],
    ['Malayalam', 'മലയാളം രസീത്'],
    ['Oriya', 'ଓଡ଼ିଆ ରସିଦ'],
    ['Gurmukhi', 'ਪੰਜਾਬੀ ਰਸੀਦ'],
    ['Arabic', 'اردو رسید'],
    ['OlChiki', 'ᱥᱟᱱᱛᱟᱲᱤ'],
    ['MeeteiMayek', 'ꯃꯤꯇꯩꯂꯣꯟ'],
  ])('is shown in %s by the font of that script, and digits by the Latin one', async (script, text) => {
    const { bytes } = await renderer.render({
      template: NOTE,
      data: { lines: ['x', text, '₹0123456789'] },
    });
    const fonts = ['NotoSans-Bold', 'NotoSans-Regular', `NotoSans${script}-Regular`];
    expect([...fontsOf(bytes)].sort()).toEqual(fonts.sort());
    expect((await readPdf(bytes)).join('')).toContain('₹0123456789');
  });

  test('is replaced where no font has it, and the document is made all the same', async () => {
    expect(await note('Asha 😀 漢字 \uD800 \u0001 ok')).toContain('Asha � �� � � ok');
  });

  test('cannot turn the order of the characters around', async () => {
    expect(await note('pay \u202E001 \u2066to me')).toContain('pay 001 to me');
  });
});

describe('a template', () => {
  const shutIn = (path: string) =>
    renderer.render({ template: join(TEMPLATES, 'shut-in/read.typ'), data: { path } });
  const causeOf = (attempt: Promise<unknown>): Promise<string> =>
    attempt.then(
      () => 'made',
      (error: { code: string; cause: Error }) => `${error.code}: ${error.cause.message}`,
    );

  test('reads what lies in its folder and nothing else', async () => {
    const { bytes } = await shutIn('own.txt');
    expect((await readPdf(bytes)).join('')).toContain('a file of its own');
    expect(await causeOf(shutIn('../secret.txt'))).toMatch(/^SERVER_ERROR: .*access denied/);
    expect(await causeOf(shutIn('/../secret.txt'))).toMatch(/^SERVER_ERROR: .*access denied/);
    expect(await causeOf(shutIn('/etc/hostname'))).toMatch(/^SERVER_ERROR: .*file not found/);
  });

  test('gets no package from the Internet', async () => {
    const started = performance.now();
    const attempt = renderer.render({ template: join(TEMPLATES, 'shut-in/package.typ'), data: {} });
    expect(await causeOf(attempt)).toMatch(/^SERVER_ERROR: .*failed to download package/);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('that does not fit its data, or is not there, is SERVER_ERROR and says why in the cause', async () => {
    expect(await causeOf(renderer.render({ template: NOTE, data: {} }))).toMatch(/^SERVER_ERROR: .*lines/);
    expect(await causeOf(renderer.render({ template: join(TEMPLATES, 'none.typ'), data: {} }))).toMatch(
      /^SERVER_ERROR: .*not found/,
    );
  });

  test('gets no more data than the limit', async () => {
    await expect(
      renderer.render({ template: NOTE, data: { lines: ['x'.repeat(500_000)] } }),
    ).rejects.toMatchObject({ code: 'EXPORT_TOO_LARGE', details: [{ maxDataLength: 500_000 }] });
  });
});
