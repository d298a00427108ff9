import { z } from 'zod';

/**
 * Scripts whose spelling needs the invisible joiners U+200C and U+200D: half forms and chillus of Indic
 * scripts, word parts in Persian and Urdu. Emoji join people and things by them.
 */
const JOINING = [
  ...['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam'],
  ...['Sinhala', 'Arabic'],
]
  .map((script) => String.raw`\p{Script=${script}}`)
  .join('');

/**
 * A character that people see or that parts words. Not control characters, unpaired surrogates, line and
 * paragraph separators, nor what has no width or turns the direction of what follows: "default ignorable"
 * of the Unicode database (UAX #44) holds U+200B to U+200F, U+202A to U+202E, U+2060 to U+206F, U+FEFF,
 * soft hyphens, blank Hangul letters, tags.
 */
const VISIBLE = String.raw`[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]`;
const JOINED = String.raw`[${JOINING}\p{Extended_Pictographic}\p{Emoji_Modifier}][\u200C\u200D]`;
const EMOJI = String.raw`\p{Emoji}[\uFE0E\uFE0F]\u200D?`;

const ONE_LINE = new RegExp(`^(?:${VISIBLE}|${JOINED}|${EMOJI})*$`, 'u');
const LINES = new RegExp(`^(?:\\n|${VISIBLE}|${JOINED}|${EMOJI})*$`, 'u');

/** In code points; a `min` of 0 takes the empty text. */
interface TextLength {
  min: number;
  max: number;
}

const codePoints = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

/**
 * Checks, not zod's `min`, `max` and `regex`: `max` counts UTF-16 units, of which an emoji has two or more
 * where JSON Schema counts code points; and the pattern would fill the API document.
 */
const humanWords = (schema: z.ZodString, allowed: RegExp, form: string, { min, max }: TextLength) =>
  schema
    .refine((text) => allowed.test(text), `must be ${form}`)
    .refine(
      (text) => codePoints(text) >= min,
      min > 1 ? `must have at least ${min} characters` : 'must not be empty',
    )
    .refine((text) => codePoints(text) <= max, `must have at most ${max} characters`)
    .meta({
      description: `${form[0]!.toUpperCase()}${form.slice(1)}.`,
      ...(min > 0 && { minLength: min }),
      maxLength: max,
    });

/**
 * One line of people's words: a name, a title, an address line. Trimmed and in Unicode's NFC form; up to
 * `max` code points, at least one unless `min` says otherwise. Refuses what breaks a log, a header, a label,
 * a vCard or a CSV further on, or makes a text read as another.
 */
export const oneLine = (max: number, { min = 1 }: { min?: number } = {}) =>
  humanWords(z.string().trim().normalize('NFC'), ONE_LINE, 'one line of visible characters', { min, max });

/**
 * People's words over several lines: a note, a description. As `oneLine`, and `\n` is kept; the CR LF of
 * forms becomes `\n`.
 */
export const humanText = (max: number, { min = 1 }: { min?: number } = {}) =>
  humanWords(
    z
      .string()
      .overwrite((text) => text.replaceAll(/\r\n?/g, '\n'))
      .trim()
      .normalize('NFC'),
    LINES,
    'lines of visible characters',
    { min, max },
  );

/** Characters of a header that may be kept: visible ASCII and spaces. */
const NOT_IN_HEADERS = /[^\x20-\x7e]+/g;

/**
 * A header that programs send of their own accord, such as User-Agent. Nobody can correct it, so it is cleaned and
 * cut rather than refused.
 */
export const headerText = (max: number) =>
  z
    .string()
    .overwrite((text) => text.replaceAll(NOT_IN_HEADERS, '').slice(0, max))
    .meta({ description: 'What the program says of itself; cut where it is long.' });
