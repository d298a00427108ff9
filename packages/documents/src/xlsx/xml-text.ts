import { cleanText } from '../table/clean-text.ts';

/** OOXML's own escape, which a reader would turn into a character. Source: ECMA-376 part 1, 22.9.2.19 ST_Xstring. */
const OOXML_ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;
/** A bare CR is read back as LF (XML 1.0, 2.11), unless it is written as a reference. */
const MARKUP = /[&<>"\r]/g;
const ENTITY: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** More than this in one cell, and Excel calls the file damaged. In UTF-16 units. */
const MAX_CELL_LENGTH = 32_767;

/** Text for an element or an attribute. */
export const escapeXml = (text: string): string =>
  cleanText(text).replace(MARKUP, (character) => ENTITY[character]!);

/** Text for a cell, cut with an ellipsis where Excel's limit is. */
export function escapeCellText(text: string): string {
  const cut = text.length > MAX_CELL_LENGTH ? `${text.slice(0, MAX_CELL_LENGTH - 1)}…` : text;
  return escapeXml(cut.replace(OOXML_ESCAPE, '_x005F_'));
}
