/** Embeddings, overrides and isolates: they let a text look like another one. */
const BIDI_FORMAT = /[\u202A-\u202E\u2066-\u2069]/;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
const BLANK = /\s/;
const NOT_ASCII = /[^\0-\x7F]/gu;

/**
 * Replaces what no font of ours can show: PDF/A forbids a glyph that is not there, so a single emoji in a name
 * would refuse the whole document. Blanks become a space, the invisible is dropped, the rest becomes U+FFFD.
 * ASCII is not touched, so the text may be JSON.
 */
export const showableText = (text: string, coverage: ReadonlySet<number>): string =>
  text.replace(NOT_ASCII, (character) => {
    if (BIDI_FORMAT.test(character)) return '';
    if (coverage.has(character.codePointAt(0)!)) return character;
    if (INVISIBLE.test(character)) return '';
    return BLANK.test(character) ? ' ' : '\uFFFD';
  });
