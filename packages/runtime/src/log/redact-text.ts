export const REDACTED = '[redacted]';

/** Longest text of an error that is worth a line; a stack has more than one line, and causes have theirs. */
const MAX_LENGTH = 8_000;

/**
 * Where libraries quote values in the words of an error: the unique index that a phone or e-mail is in, the value that
 * does not fit a field. The name of the index or field is kept, it says enough.
 */
const QUOTED_VALUES: ReadonlyArray<readonly [RegExp, string]> = [
  // MongoDB, E11000; the value reaches to the end of the line.
  [/dup key:.*/g, `dup key: ${REDACTED}`],
  // PostgreSQL, which is below some engines that speak MongoDB's protocol.
  [/(Key \([^)]{0,500}\)=)\(.*?\)(?= |\.|$)/gm, `$1(${REDACTED})`],
  // mongoose, CastError and validators.
  [/for value ".*?"(?= \(type)/gs, `for value ${REDACTED}`],
  [/(Path `[^`]{0,200}` \()`?[^`)]{0,500}`?/g, `$1${REDACTED}`],
  [/`[^`]{0,500}` is not a valid enum value/g, `${REDACTED} is not a valid enum value`],
];

/** What names or opens a person, wherever it stands. */
const PERSONAL: readonly RegExp[] = [
  // A JSON Web Token.
  /\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g,
  // Bounds on each part keep a hostile text from costing more than its length.
  /[\w.+%-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/gi,
  // A phone number in E.164 form, and an Indian mobile number without its country.
  /\+[1-9]\d{6,14}(?!\d)/g,
  /(?<![\w.+-])[6-9]\d{9}(?![\w.])/g,
];

/**
 * The words of an error, without values that they quote and without phones, e-mail addresses and tokens. For what
 * is logged, and for what is kept of a failure.
 */
export function redactText(text: string): string {
  let clean = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
  for (const [pattern, instead] of QUOTED_VALUES) clean = clean.replaceAll(pattern, instead);
  for (const pattern of PERSONAL) clean = clean.replaceAll(pattern, REDACTED);
  return clean;
}
