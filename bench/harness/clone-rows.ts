import type { Collection, Document } from 'mongodb';

const BATCH = 1_000;
const PREFIXED_ID = /^([a-z]+_)[0-9A-HJKMNP-TV-Z]{26}$/;
const NUMBERED_ID = /^(.*#)(\d+)$/;

/**
 * A row like another one, the `n`th after it: a new id that sorts after the one before, wherever the old one stood in
 * it, later instants, the next number of its owner. So lists can be made long whatever fields rows have by now.
 * @param n from 1
 * @param own fields that differ from row to row
 */
export function cloneRow(template: Document, n: number, own: Document = {}): Document {
  const oldId = String(template['_id']);
  const id = nextId(oldId, n);
  const copy = mapValues(template, (value) => {
    if (value instanceof Date) return new Date(value.getTime() + n);
    return typeof value === 'string' ? value.replaceAll(oldId, id) : value;
  });
  const seq: unknown = template['seq'];
  return { ...copy, ...(typeof seq === 'number' && { seq: seq + n }), ...own, _id: id };
}

/** A ULID that sorts after its template (https://github.com/ulid/spec), or the next number of an owner. */
export function nextId(id: string, n: number): string {
  const numbered = NUMBERED_ID.exec(id);
  if (numbered) {
    const [, owner = '', number = ''] = numbered;
    return owner + String(Number(number) + n).padStart(number.length, '0');
  }
  // The last digits are random: these count, in decimal digits, all of which are digits of a ULID too.
  const digits = 8;
  if (PREFIXED_ID.test(id)) return `${id.slice(0, -digits)}${String(n).padStart(digits, '0')}`;
  return `${id}-${n}`;
}

function mapValues(document: Document, change: (value: unknown) => unknown): Document {
  const mapped = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(mapped);
    // Only plain objects are looked into: ids and numbers of the driver stay what they are.
    if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)
      return mapValues(value as Document, change);
    return change(value);
  };
  return Object.fromEntries(Object.entries(document).map(([key, value]) => [key, mapped(value)]));
}

/** Inserts rows `from + 1` to `to`, and has the database take note of how many there are. */
export async function fill(
  collection: Collection<Document>,
  from: number,
  to: number,
  row: (n: number) => Document,
): Promise<void> {
  for (let first = from + 1; first <= to; first += BATCH) {
    const length = Math.min(BATCH, to - first + 1);
    await collection.insertMany(Array.from({ length }, (_, i) => row(first + i)));
  }
}
