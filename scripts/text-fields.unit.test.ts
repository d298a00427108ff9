import type { RouteDeclaration } from '@chowk/runtime/http';
import type { z } from 'zod';
import { CONTRACTS } from './contract/contracts.ts';

/** What must reach no store: it breaks logs, headers, labels and files further on, or makes a text read as another. */
const HOSTILE = [
  ...['\u0000', '\u0007', '\u001b', '\u007f', '\u0085', '\u009b', '\u2028', '\u2029', '\ud800'],
  ...['\u202a', '\u202d', '\u202e', '\u2066', '\u2068', '\u2069', '\u200b', '\u200e', '\u200f'],
  ...['\u061c', '\u2060', '\ufeff', '\u00ad', '\u3164', '\u034f'],
];
/** Harmless where people write several lines. */
const BREAKS = ['\n', '\r', '\t'];

/** Fields that take line breaks: what people write at length. */
const SEVERAL_LINES = new Set(
  [
    'catalog adjustInventory body.reason',
    'catalog createProduct body.description',
    'catalog createProduct body.specifications[].value',
    'catalog createStore body.description',
    'catalog updateProduct body.description',
    'catalog updateProduct body.specifications[].value',
    'catalog updateStore body.description',
    'nfc-qr recordLead body.notes',
    'nfc-qr registerCar body.customMessage',
    'nfc-qr registerCar body.customFields{}',
    'nfc-qr updateCar body.customMessage',
    'nfc-qr updateCar body.customFields{}',
    ...['auth Auth', 'catalog Catalog', 'nfc-qr NfcQr', 'notify Notify', 'orders Orders', 'wallet Wallet']
      .map((service) => service.split(' '))
      .map(([service, name]) => `${service} adminResolve${name}Attention body.note`),
    'orders placeOrder body.notes',
    'wallet adminCreditUnmatchedMoney body.note',
    'wallet adminRefundUnmatchedMoney body.note',
  ].sort(),
);

interface Field {
  name: string;
  schema: z.ZodType;
}

// The tree of a schema is zod's own business (`_zod.def`), and typed by nobody: looked at here and nowhere else.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const defOf = (schema: z.ZodType): any => schema._zod.def;

/** Leaves that cannot hold a text of somebody's choice. */
const CLOSED = [
  'number',
  'boolean',
  'enum',
  'literal',
  'undefined',
  'null',
  'never',
  'date',
  'int',
  'bigint',
];

/** The texts that a schema takes, by path. `[]` is an element, `{key}` and `{}` name and value of a record. */
function* textsOf(name: string, schema: z.ZodType): Generator<Field> {
  const def = defOf(schema);
  switch (def.type) {
    case 'string':
    case 'template_literal':
      return yield { name, schema };
    case 'object':
      for (const [key, inner] of Object.entries<z.ZodType>(def.shape))
        yield* textsOf(`${name}.${key}`, inner);
      if (def.catchall) yield* textsOf(`${name}.*`, def.catchall);
      return;
    case 'array':
      return yield* textsOf(`${name}[]`, def.element);
    case 'tuple':
      for (const [at, item] of def.items.entries()) yield* textsOf(`${name}.${at}`, item);
      return;
    case 'record':
      yield* textsOf(`${name}{key}`, def.keyType);
      return yield* textsOf(`${name}{}`, def.valueType);
    case 'union':
      for (const option of def.options) yield* textsOf(name, option);
      return;
    case 'intersection':
      yield* textsOf(name, def.left);
      return yield* textsOf(name, def.right);
    case 'pipe':
      return yield* textsOf(name, def.in);
    case 'lazy':
      return yield* textsOf(name, def.getter());
    default:
      if (def.innerType) return yield* textsOf(name, def.innerType);
      // Anything else would be a hole in this test.
      if (!CLOSED.includes(def.type))
        throw new Error(`${name} is of the kind ${def.type}, which is not looked into`);
  }
}

const PARTS = ['params', 'query', 'headers', 'body'] as const;
const routes: Array<[string, RouteDeclaration]> = CONTRACTS.flatMap(({ service, capabilities }) =>
  Object.values(capabilities).flatMap((contract) =>
    Object.entries(contract).map(([id, spec]): [string, RouteDeclaration] => [`${service} ${id}`, spec]),
  ),
);
const fields: Field[] = routes.flatMap(([route, spec]) =>
  PARTS.flatMap((part) => {
    const schema = spec[part];
    return schema ? [...textsOf(`${route} ${part}`, schema)] : [];
  }),
);

const ULID = '01K5A4Z8S9V3N6M2T7Q0R1W4XY';
/** One of these is right for every field that takes a text; hostile characters are put into it. */
const SAMPLES = [
  ...['words of somebody', 'word', 'x', 'KA 05 MX 4242', 'ABC-1', '12', '1234', '560001', '123456', '10:30'],
  ...[
    '+919876543210',
    '9876543210',
    'asha@example.com',
    'https://example.com/a',
    '/media/a/b.webp',
    'fresh-fruit',
  ],
  ...[
    '2026-09-14',
    '2026-09-14T09:30:00Z',
    'Asia/Kolkata',
    'INR',
    'IN',
    'true',
    '#1a7f37',
    '29ABCDE1234F1Z5',
    `otp_${'a'.repeat(22)}`,
  ],
  ...['"3"', 'checkout:ord_1', 'a'.repeat(43), 'a'.repeat(64)],
  ...[
    'adr',
    'car',
    'cat',
    'frm',
    'itm',
    'ntf',
    'ord',
    'pay',
    'prd',
    'qrc',
    'rfd',
    'scn',
    'ses',
    'sto',
    'str',
    'usr',
  ].map((prefix) => `${prefix}_${ULID}`),
];

const accepts = (schema: z.ZodType, text: string): boolean => schema.safeParse(text).success;

/** Characters that come out of a field again, wherever in a right value they were put. */
function kept({ name, schema }: Field, characters: readonly string[]): string[] {
  const sample = SAMPLES.find((text) => accepts(schema, text));
  if (sample === undefined) throw new Error(`${name}: no sample of this test fits it; add one`);
  return characters.filter((character) =>
    [...sample, ''].some((_, at) => {
      const result = schema.safeParse(`${sample.slice(0, at)}${character}${sample.slice(at)}`);
      return result.success && String(result.data).includes(character);
    }),
  );
}

test('every service declares texts, and the ones that people write are among them', () => {
  expect(fields.length).toBeGreaterThan(150);
  expect(new Set(fields.map(({ name }) => name.split(' ')[0]))).toEqual(
    new Set(['auth', 'catalog', 'orders', 'wallet', 'notify', 'nfc-qr', 'gateway']),
  );
});

test('no text of any route keeps a control, direction or invisible character', () => {
  const dirty = fields
    .map((field) => [field.name, kept(field, HOSTILE)] as const)
    .filter(([, characters]) => characters.length > 0);
  expect(dirty).toEqual([]);
});

test('line breaks are kept where people write at length, and nowhere else; never a tab or a CR', () => {
  const broken = fields.flatMap((field) => {
    const breaks = kept(field, BREAKS);
    expect([field.name, breaks.filter((character) => character !== '\n')]).toEqual([field.name, []]);
    return breaks.length > 0 ? [field.name] : [];
  });
  expect([...new Set(broken)].sort()).toEqual([...SEVERAL_LINES]);
});

test('what people write is composed (NFC), trimmed and no longer than declared', () => {
  const written = fields.filter(
    ({ name, schema }) => !name.includes(' headers.') && accepts(schema, 'words of somebody'),
  );
  expect(written.length).toBeGreaterThan(20);
  for (const { name, schema } of written) {
    expect([name, schema.parse('  cafe\u0301  ')]).toEqual([name, 'café']);
    expect([name, accepts(schema, 'x'.repeat(10_001))]).toEqual([name, false]);
  }
});
