/**
 * Control characters but tab, LF and CR, U+FFFE and U+FFFF: XML 1.0 has no place for them (2.2 Char), and a
 * single NUL makes a reader take a CSV for a binary file.
 */
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F\uFFFE\uFFFF]/g;

/** Text that every file format can hold: what it cannot, and halves of surrogates, become U+FFFD. */
export const cleanText = (text: string): string => text.toWellFormed().replace(UNPRINTABLE, '\uFFFD');
