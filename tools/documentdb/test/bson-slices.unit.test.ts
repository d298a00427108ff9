import * as bson from 'bson';
import {
  MalformedBsonError,
  readElements,
  readInteger,
  readString,
  readValue,
  splitDocuments,
  withoutElements,
} from '../src/gateway/bson-slices.ts';

const EVERY_TYPE = {
  double: 1.5,
  string: 'grün',
  document: { a: { b: 1 } },
  array: [1, 'two', { three: 3 }],
  binary: new bson.Binary(Buffer.from([1, 2, 3])),
  objectId: new bson.ObjectId(),
  yes: true,
  date: new Date(0),
  nothing: null,
  regex: new bson.BSONRegExp('ab+c', 'i'),
  reference: new bson.DBRef('c', new bson.ObjectId()),
  code: new bson.Code('return 1'),
  scoped: new bson.Code('return a', { a: 1 }),
  symbol: new bson.BSONSymbol('s'),
  int32: new bson.Int32(7),
  timestamp: new bson.Timestamp({ t: 1, i: 2 }),
  int64: bson.Long.fromString('9007199254740993'),
  decimal: bson.Decimal128.fromString('1.10'),
  min: new bson.MinKey(),
  max: new bson.MaxKey(),
};

const encode = (document: bson.Document): Buffer => Buffer.from(bson.serialize(document));

test('the outermost fields of a document with every type are found, and cover it without a gap', () => {
  const document = encode(EVERY_TYPE);
  const elements = readElements(document);
  expect(elements.map((element) => element.name)).toEqual(Object.keys(EVERY_TYPE));
  let end = 4;
  for (const element of elements) {
    expect(element.start).toBe(end);
    end = element.end;
  }
  expect(end).toBe(document.length - 1);
});

test('a document without some of its fields is what it would have been had it never had them', () => {
  const names = Object.keys(EVERY_TYPE) as (keyof typeof EVERY_TYPE)[];
  const document = encode(EVERY_TYPE);
  for (const name of names) {
    const { [name]: _dropped, ...rest } = EVERY_TYPE;
    expect(withoutElements(document, readElements(document), new Set([name]))).toEqual(encode(rest));
  }
  expect(withoutElements(document, readElements(document), new Set(names))).toEqual(encode({}));
  expect(withoutElements(document, readElements(document), new Set(['absent']))).toBe(document);
});

test('integers of every kind are read exactly, and other values are no integers', () => {
  const document = encode({
    a: new bson.Int32(-7),
    b: EVERY_TYPE.int64,
    c: new bson.Double(3),
    d: 1.5,
    e: 'x',
  });
  expect(readElements(document).map((element) => readInteger(document, element))).toEqual([
    -7n,
    9007199254740993n,
    3n,
    undefined,
    undefined,
  ]);
});

test('a string is read with its characters, a document with its bytes', () => {
  const document = encode({ name: 'grün', inner: { a: 1 } });
  const [name, inner] = readElements(document);
  expect(readString(document, name!)).toBe('grün');
  expect(readString(document, inner!)).toBeUndefined();
  expect(readValue(document, inner!)).toEqual(encode({ a: 1 }));
});

test('a sequence is cut into its documents', () => {
  const documents = [encode({ a: 1 }), encode({}), encode(EVERY_TYPE)];
  expect(splitDocuments(Buffer.concat(documents))).toEqual(documents);
});

test('a document that is cut off anywhere, or lies about a length, is refused', () => {
  const document = encode(EVERY_TYPE);
  for (let length = 0; length < document.length; length += 1) {
    const short = Buffer.from(document.subarray(0, length));
    expect(() => readElements(short)).toThrow(MalformedBsonError);
    if (length < 5) continue;
    short.writeInt32LE(length, 0);
    short[length - 1] = 0;
    const read = (): unknown => readElements(short).map((element) => element.end);
    try {
      for (const end of read() as number[]) expect(end).toBeLessThan(length);
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedBsonError);
    }
  }
  const liar = encode({ a: 'text' });
  liar.writeInt32LE(1_000_000, 7);
  expect(() => readElements(liar)).toThrow(MalformedBsonError);
  expect(() => splitDocuments(document.subarray(0, 10))).toThrow(MalformedBsonError);
});
