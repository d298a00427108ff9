/** What a spreadsheet takes for the start of a formula, and the full-width forms some of them fold into it. */
const STARTERS = '=+\\-@\uFF1D\uFF0B\uFF0D\uFF20';
/** Blanks, quotes, control and format characters, which a spreadsheet may drop before it looks. */
const GAP = '(?:(?![\\t\\r\\n])[\\s"\\p{Cc}\\p{Cf}])*';
/**
 * Wherever a cell can begin: at the start of the text, and, for a program that was told to split at
 * semicolons or tabs instead of commas, after one of those or a line break inside of it.
 */
const CELL_START = '(^|[;\\t\\r\\n])';

const DANGEROUS = new RegExp(`${CELL_START}('*${GAP}[${STARTERS}])`, 'gu');
const NEUTRALIZED = new RegExp(`${CELL_START}'('*${GAP}[${STARTERS}])`, 'gu');
// A text that starts with a tab or a return is dangerous by itself: it is dropped, and the rest becomes the cell.
const LEADING_BREAK = /^'*[\t\r\n]/;
const NEUTRALIZED_BREAK = /^'('*[\t\r\n])/;

/**
 * Puts an apostrophe before what a spreadsheet would run as a formula. Texts that already have apostrophes
 * there get one more, so `restoreText` gives every text back as it was.
 * Source: OWASP, CSV Injection.
 */
export function neutralizeText(text: string): string {
  const neutralized = text.replace(DANGEROUS, "$1'$2");
  return LEADING_BREAK.test(text) ? `'${neutralized}` : neutralized;
}

/** The text that `neutralizeText` was given. */
export function restoreText(text: string): string {
  return text.replace(NEUTRALIZED_BREAK, '$1').replace(NEUTRALIZED, '$1$2');
}
