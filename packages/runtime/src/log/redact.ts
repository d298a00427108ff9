import pino from 'pino';
import { REDACTED, redactText } from './redact-text.ts';

/** Field names, in lower case, whose values never reach a log wherever they stand. */
const SECRET_FIELDS = new Set([
  'authorization',
  'cookie',
  'set-cookie',
  'x-internal-identity',
  'x-guest-token',
  'x-reveal-token',
  'password',
  'otp',
  'token',
  'accesstoken',
  'refreshtoken',
  'guesttoken',
  'phone',
  'phonenumber',
  'scannerphone',
  'email',
  'scanneremail',
  'secret',
  'signature',
  'body',
  'card',
]);

/** Where libraries hang the value on an error that its words speak of, whatever the field was called. */
const QUOTED_BY_ERRORS = new Set(['keyvalue', 'value', 'stringvalue']);

/** Where a `code` is a one-time code or a printed one, not the code of an error. */
const HOLDERS_OF_CODES = new Set(['data', 'otp', 'params', 'query']);

const MAX_DEPTH = 5;

interface Place {
  /** Name of the field that holds it, in lower case. */
  holder: string;
  depth: number;
  /** Within an error, whose words and values nobody of ours has chosen. */
  inError: boolean;
}

function isSecret(name: string, { holder, inError }: Place): boolean {
  const lower = name.toLowerCase();
  if (inError && QUOTED_BY_ERRORS.has(lower)) return true;
  return SECRET_FIELDS.has(lower) || (lower === 'code' && HOLDERS_OF_CODES.has(holder));
}

/**
 * A copy of a log line's fields with secrets taken out, in objects, lists and class instances down to five levels;
 * what lies deeper is left out whole. Of errors the words are redacted too. Walking costs a microsecond where pino's
 * wildcard paths cost ninety.
 */
export function redact(fields: Record<string, unknown>): Record<string, unknown> {
  return redactObject(fields, { holder: '', depth: 1, inError: false });
}

/** An error with its stack and causes: its words without the values they quote, its fields as those of a line. */
function redactError(error: Error, depth: number): Record<string, unknown> {
  const { type, message, stack, ...rest } = pino.stdSerializers.err(error);
  return {
    type,
    message: redactText(message),
    stack: redactText(stack),
    ...redactObject(rest, { holder: '', depth, inError: true }),
  };
}

function redactObject(fields: object, place: Place): Record<string, unknown> {
  const clean: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    clean[name] = isSecret(name, place)
      ? REDACTED
      : redactValue(value, { ...place, holder: name.toLowerCase(), depth: place.depth + 1 });
  }
  return clean;
}

function redactValue(value: unknown, place: Place): unknown {
  if (typeof value === 'string') return place.inError ? redactText(value) : value;
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  if (place.depth > MAX_DEPTH) return REDACTED;
  const inside = { ...place, depth: place.depth + 1 };
  if (Array.isArray(value)) return value.map((item) => redactValue(item, inside));
  if (value instanceof Error) return redactError(value, place.depth);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return '[binary]';
  if (value instanceof Map || value instanceof Set) return `[${value.size} entries]`;
  const json = asJson(value);
  return json === value ? redactObject(value, place) : redactValue(json, inside);
}

/** What JSON would make of an instance that has its own way: an id, a document, an address. */
function asJson(value: object): unknown {
  if (!('toJSON' in value) || typeof value.toJSON !== 'function') return value;
  try {
    return (value.toJSON as () => unknown)();
  } catch {
    return REDACTED;
  }
}
