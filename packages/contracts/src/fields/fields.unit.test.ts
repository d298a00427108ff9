import fc from 'fast-check';
import { z } from 'zod';
import * as fields from './index.ts';

const { humanText, oneLine } = fields;
const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

/** Any code point at all, unpaired surrogates among them. */
const wild = fc.string({
  unit: fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
});
const DANGEROUS = [
  ...['\u0000', '\t', '\u001b', '\u007f', '\u0085', '\u2028', '\u2029', '\ud800', '\udc00'],
  ...[
    '\u202a',
    '\u202e',
    '\u2066',
    '\u2069',
    '\u200b',
    '\u200e',
    '\u200f',
    '\u2060',
    '\ufeff',
    '\u00ad',
    '\u3164',
  ],
].map((character) => [`U+${character.charCodeAt(0).toString(16).padStart(4, '0')}`, character] as const);

describe('text', () => {
  test('what is accepted is trimmed, NFC, within its length, one line, and is accepted again unchanged', () => {
    fc.assert(
      fc.property(wild, fc.integer({ min: 1, max: 30 }), (given, max) => {
        const parsed = oneLine(max).safeParse(given);
        fc.pre(parsed.success);
        const text = parsed.data!;
        expect(text).toBe(text.trim());
        expect(text).toBe(text.normalize('NFC'));
        expect(text.isWellFormed()).toBe(true);
        expect(/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)).toBe(false);
        expect(Array.from(text).length).toBeGreaterThan(0);
        expect(Array.from(text).length).toBeLessThanOrEqual(max);
        expect(oneLine(max).parse(text)).toBe(text);
        expect(humanText(max).parse(text)).toBe(text);
      }),
    );
  });

  test.each(DANGEROUS)('%s is refused wherever it stands between letters', (_name, character) => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'ß', 'क', '7', ' '), maxLength: 8 }), (words) => {
        const text = `x${words}${character}y`;
        expect(accepts(oneLine(100), text)).toBe(false);
        expect(accepts(humanText(100), text)).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  test('line breaks are for humanText, which makes those of forms into \\n', () => {
    expect(accepts(oneLine(20), 'two\nlines')).toBe(false);
    expect(humanText(20).parse(' two\r\nlines\rmore\n')).toBe('two\nlines\nmore');
  });

  test('length counts code points of the trimmed text, as JSON Schema does', () => {
    expect(accepts(oneLine(3), '  👍👍👍  ')).toBe(true);
    expect(accepts(oneLine(3), '👍👍👍👍')).toBe(false);
    expect(oneLine(1).parse('e\u0301')).toBe('é');
    expect(accepts(oneLine(3), '   ')).toBe(false);
    expect(accepts(oneLine(9, { min: 3 }), 'ab')).toBe(false);
    expect(humanText(9, { min: 0 }).parse('  ')).toBe('');
  });

  test.each([
    ['half forms in Hindi', 'क्\u200dष'],
    ['chillus in Malayalam', 'അവന്\u200d'],
    ['joined words in Urdu', 'می\u200cہا'],
    ['an emoji of a skin tone and a trade', '👩🏽\u200d🚀'],
    ['a heart on fire', '❤\ufe0f\u200d🔥'],
    ['a keycap', '1\ufe0f⃣'],
  ])('joiners are kept where writing needs them: %s', (_what, text) => {
    expect(oneLine(20).parse(text)).toBe(text.normalize('NFC'));
  });

  test.each([
    ['between Latin letters', 'pay\u200dpal'],
    ['alone', '\u200d'],
    ['twice', 'क\u200d\u200dष'],
  ])('a joiner %s is refused', (_where, text) => expect(accepts(oneLine(20), text)).toBe(false));

  test('a long hostile text is refused in time that grows with its length only', () => {
    const started = performance.now();
    expect(accepts(oneLine(10), 'क\u200d1\ufe0f'.repeat(50_000) + '\u0000')).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('other fields', () => {
  test.each<[string, z.ZodType, unknown[], unknown[]]>([
    [
      'id of a kind',
      fields.id('ord'),
      ['ord_01K5A4Z8S9V3N6M2T7Q0R1W4XY'],
      ['usr_01K5A4Z8S9V3N6M2T7Q0R1W4XY', 'ord_1', ''],
    ],
    [
      'id of any kind',
      fields.id(),
      ['usr_01K5A4Z8S9V3N6M2T7Q0R1W4XY'],
      ['usr_81K5A4Z8S9V3N6M2T7Q0R1W4XY', 'usr-1'],
    ],
    ['anyId', fields.anyId, ['prd_rice', 'x'], ['', 'a b', 'x'.repeat(65), '../x']],
    ['pincode', fields.pincode, ['560001'], ['060001', '56000', '5600011']],
    ['phone', fields.phone, ['+919876543210'], ['919876543210', '+0123456', '+91 98765']],
    ['contactPhone', fields.contactPhone, ['+919876543210', '9876543210'], ['98765', '+91-9876543210']],
    [
      'email',
      fields.email,
      ['asha@example.com', ' asha@example.com '],
      ['asha', `${'a'.repeat(250)}@example.com`],
    ],
    ['mediaPath', fields.mediaPath, ['/media/a/b.webp'], ['/media/../etc', 'https://x/media/a', '/media/']],
    ['slug', fields.slug, ['fresh-fruit', '7up'], ['Fresh', 'a--b', '-a', 'a'.repeat(81)]],
    [
      'money',
      fields.money,
      [{ amount: 0, currency: 'INR' }],
      [
        { amount: -1, currency: 'INR' },
        { amount: 1.5, currency: 'INR' },
      ],
    ],
    [
      'positiveMoney',
      fields.positiveMoney,
      [{ amount: 1, currency: 'INR' }],
      [{ amount: 0, currency: 'INR' }],
    ],
    ['signedMoney', fields.signedMoney, [{ amount: -1, currency: 'INR' }], [{ amount: -1, currency: 'XYZ' }]],
    ['quantity', fields.quantity(5), [1, 5], [0, 6, 1.5, '1']],
    [
      'instant',
      fields.instant,
      ['2026-09-14T09:30:00.000Z'],
      ['2026-09-14T09:30:00+05:30', '2026-02-30T00:00:00Z', '2026-09-14'],
    ],
    ['calendarDate', fields.calendarDate, ['2028-02-29'], ['2026-02-29', '2026-1-1']],
    ['timeZone', fields.timeZone, ['Asia/Kolkata', 'UTC'], ['+05:30', 'Asia/Indore', '']],
    ['cursor', fields.cursor, ['a.b', ''], ['x'.repeat(1001), 'a b']],
    ['token', fields.token(5), ['a', '{"$}'], ['', 'a b', 'a\n', 'a\u202e', 'é', 'sixsix']],
  ])('%s', (_name, schema, right, wrong) => {
    expect(right.filter((value) => !accepts(schema, value))).toEqual([]);
    expect(wrong.filter((value) => accepts(schema, value))).toEqual([]);
  });

  test('a header of a program is cleaned and cut, never refused', () => {
    const agent = fields.headerText(12);
    expect(agent.parse('Moz\u009b\u0000illa\u202e/5.0 (Linux)')).toBe('Mozilla/5.0 ');
    expect(accepts(agent, '')).toBe(true);
  });

  test('every field has one JSON Schema for requests and answers, with words of what it is', () => {
    const all = {
      ...fields,
      id: fields.id('ord'),
      oneLine: oneLine(40),
      humanText: humanText(400, { min: 0 }),
      quantity: fields.quantity(9),
      token: fields.token(9),
      headerText: fields.headerText(9),
    };
    const documents = Object.fromEntries(
      (['input', 'output'] as const).map((io) => [io, z.toJSONSchema(z.strictObject(all), { io })]),
    );
    expect(documents.input).toEqual(documents.output);
    const properties = documents.input!.properties as Record<string, { description?: string; $ref?: string }>;
    expect(
      Object.entries(properties).filter(([, property]) => !property.description && !property.$ref),
    ).toEqual([]);
    expect(properties.oneLine).toEqual({
      type: 'string',
      description: 'One line of visible characters.',
      minLength: 1,
      maxLength: 40,
    });
    expect(Object.keys(documents.input!.$defs ?? {}).sort()).toEqual([
      'Money',
      'PositiveMoney',
      'SignedMoney',
    ]);
  });

  test('a text field can be narrowed further and keeps its document', () => {
    const plate = oneLine(20).regex(/^[\p{L}\p{N} -]+$/u, 'is not a number plate');
    expect(accepts(plate, 'KA 01 AB 1234')).toBe(true);
    expect(accepts(plate, '<b>')).toBe(false);
    expect(z.toJSONSchema(plate)).toMatchObject({ maxLength: 20, pattern: '^[\\p{L}\\p{N} -]+$' });
  });
});
