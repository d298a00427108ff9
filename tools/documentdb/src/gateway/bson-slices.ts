/**
 * Looking into BSON without decoding it (https://bsonspec.org/spec.html). The engine takes and gives BSON, so
 * most bytes of a command only pass through: all the gateway needs are a few fields of the outermost document.
 */

/** The element types that the gateway asks about, by their byte in the specification. */
export const BsonType = {
  string: 0x02,
  document: 0x03,
  array: 0x04,
  boolean: 0x08,
  int32: 0x10,
  int64: 0x12,
  double: 0x01,
} as const;

export type Element = {
  type: number;
  name: string;
  /** Where the element (type, name, value) begins in its document. */
  start: number;
  valueStart: number;
  end: number;
};

/** Bytes that are not the BSON they claim to be. */
export class MalformedBsonError extends Error {
  override readonly name = 'MalformedBsonError';
}

const MIN_DOCUMENT = 5;

/** The elements of a document's outermost level, in order. Throws MalformedBsonError. */
export function readElements(document: Buffer): Element[] {
  const length = document.length;
  if (length < MIN_DOCUMENT || document.readInt32LE(0) !== length || document[length - 1] !== 0) {
    throw new MalformedBsonError(`a document of ${length} bytes does not have the length it states`);
  }
  const elements: Element[] = [];
  const last = length - 1;
  let start = 4;
  while (start < last) {
    const type = document[start] ?? 0;
    const nameEnd = document.indexOf(0, start + 1);
    const valueStart = nameEnd + 1;
    if (nameEnd < 0 || nameEnd >= last) throw new MalformedBsonError('an element has no end to its name');
    const end = valueStart + valueSize(document, type, valueStart);
    if (!(end <= last)) throw new MalformedBsonError('an element reaches beyond its document');
    elements.push({ type, name: document.toString('utf8', start + 1, nameEnd), start, valueStart, end });
    start = end;
  }
  return elements;
}

function valueSize(document: Buffer, type: number, at: number): number {
  switch (type) {
    case 0x01: // double
    case 0x09: // date
    case 0x11: // timestamp
    case 0x12: // int64
      return 8;
    case 0x02: // string
    case 0x0d: // JavaScript
    case 0x0e: // symbol
      return 4 + readSize(document, at);
    case 0x03: // document
    case 0x04: // array
    case 0x0f: // JavaScript with scope
      return readSize(document, at);
    case 0x05: // binary: the length does not count the subtype
      return 5 + readSize(document, at);
    case 0x06: // undefined
    case 0x0a: // null
    case 0x7f: // MaxKey
    case 0xff: // MinKey
      return 0;
    case 0x07: // ObjectId
      return 12;
    case 0x08: // boolean
      return 1;
    case 0x0b: // regular expression: two C strings
      return endOfCString(document, endOfCString(document, at)) - at;
    case 0x0c: // DBPointer
      return 16 + readSize(document, at);
    case 0x10: // int32
      return 4;
    case 0x13: // decimal128
      return 16;
    default:
      throw new MalformedBsonError(`0x${type.toString(16)} is not a type of BSON`);
  }
}

function readSize(document: Buffer, at: number): number {
  const size = at + 4 <= document.length ? document.readInt32LE(at) : -1;
  if (size < 0) throw new MalformedBsonError('a value states no possible length');
  return size;
}

function endOfCString(document: Buffer, at: number): number {
  const end = document.indexOf(0, at);
  if (end < 0) throw new MalformedBsonError('a regular expression does not end');
  return end + 1;
}

/** A copy of the document without the elements named in `unwanted`; the document itself when it has none of them. */
export function withoutElements(
  document: Buffer,
  elements: readonly Element[],
  unwanted: ReadonlySet<string>,
): Buffer {
  let dropped = 0;
  for (const element of elements) if (unwanted.has(element.name)) dropped += element.end - element.start;
  if (dropped === 0) return document;
  const length = document.length - dropped;
  const copy = Buffer.allocUnsafe(length);
  copy.writeInt32LE(length, 0);
  let at = 4;
  for (const element of elements) {
    if (!unwanted.has(element.name)) at += document.copy(copy, at, element.start, element.end);
  }
  copy[at] = 0;
  return copy;
}

/** An integer or whole double as a bigint, undefined for other types. */
export function readInteger(document: Buffer, element: Element): bigint | undefined {
  switch (element.type) {
    case BsonType.int32:
      return BigInt(document.readInt32LE(element.valueStart));
    case BsonType.int64:
      return document.readBigInt64LE(element.valueStart);
    case BsonType.double: {
      const value = document.readDoubleLE(element.valueStart);
      return Number.isSafeInteger(value) ? BigInt(value) : undefined;
    }
    default:
      return undefined;
  }
}

/** A string's text, undefined for other types. */
export function readString(document: Buffer, element: Element): string | undefined {
  if (element.type !== BsonType.string) return undefined;
  return document.toString('utf8', element.valueStart + 4, element.end - 1);
}

/** The bytes of an element's value. */
export function readValue(document: Buffer, element: Element): Buffer {
  return document.subarray(element.valueStart, element.end);
}

/** Cuts a sequence of documents, as in OP_MSG's second kind of section, into its documents. */
export function splitDocuments(sequence: Buffer): Buffer[] {
  const documents: Buffer[] = [];
  for (let at = 0; at < sequence.length;) {
    const length = readSize(sequence, at);
    if (length < MIN_DOCUMENT || at + length > sequence.length) {
      throw new MalformedBsonError('a document reaches beyond its sequence');
    }
    documents.push(sequence.subarray(at, at + length));
    at += length;
  }
  return documents;
}
