import { decimal, money } from '@chowk/money';
import type { Column } from '../table/column.ts';
import { columnName } from './cells.ts';
import { escapeXml } from './xml-text.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE_RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Places in the style sheet; columns follow, each with its own format. */
export const HEADER_STYLE = 1;
export const columnStyle = (index: number): number => index + 2;

/** Formats below this are Excel's own. Source: ECMA-376 part 1, 18.8.30. */
const FIRST_FORMAT_ID = 164;

function numberFormat(column: Column<never>): string {
  switch (column.kind) {
    case 'text':
      // Or a phone number that somebody edits in Excel would turn into a number.
      return '@';
    case 'number':
      return 'General';
    case 'instant':
      return 'yyyy-mm-dd hh:mm:ss';
    case 'day':
      return 'yyyy-mm-dd';
    case 'money': {
      const { currency } = column;
      const parts = new Intl.NumberFormat('en', {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
      });
      const symbol = parts.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency;
      // The grouping of the reader's own system, so lakhs in India.
      const digits = decimal(money(0, currency)).replace('0', '#,##0');
      return `[$${symbol}]${digits};[Red]-[$${symbol}]${digits}`;
    }
  }
}

/** Excel's own rules: 31 characters, some of them forbidden, no apostrophe at an end. */
function sheetTitle(name: string): string {
  const allowed = name
    .replace(/[[\]:*?/\\]/g, ' ')
    .slice(0, 31)
    .replace(/^'|'$/g, ' ')
    .trim();
  return allowed === '' ? 'Sheet1' : allowed;
}

function styles(columns: ReadonlyArray<Column<never>>): string {
  const formats = columns.map(
    (column, i) =>
      `<numFmt numFmtId="${FIRST_FORMAT_ID + i}" formatCode="${escapeXml(numberFormat(column))}"/>`,
  );
  const cells = columns.map(
    (_, i) =>
      `<xf numFmtId="${FIRST_FORMAT_ID + i}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  );
  return `${DECLARATION}<styleSheet xmlns="${MAIN}">
<numFmts count="${formats.length}">${formats.join('')}</numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="${cells.length + 2}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>${cells.join('')}</cellXfs>
</styleSheet>`;
}

/** The parts of the package that do not depend on the rows, by path. */
export const workbookParts = (
  columns: ReadonlyArray<Column<never>>,
  sheetName: string,
): Record<string, string> => ({
  '[Content_Types].xml': `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${CONTENT}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/></Types>`,
  '_rels/.rels': `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE_RELATIONS}"><sheets><sheet name="${escapeXml(sheetTitle(sheetName))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE_RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': styles(columns),
});

/** Characters; a date with its time needs 19. */
const MIN_WIDTH = 12;
const WIDTHS: Partial<Record<Column<never>['kind'], number>> = { text: 24, money: 16, instant: 20 };

/** All of the sheet before its first row: the header stays in sight, and columns are wide enough to read. */
export function sheetHead(columns: ReadonlyArray<Column<never>>): string {
  const widths = columns.map(({ kind, header }, i) => {
    const width = Math.min(60, Math.max(WIDTHS[kind] ?? MIN_WIDTH, header.length + 2));
    return `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`;
  });
  return `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`;
}

/** All of the sheet after its last row. */
export const sheetTail = (columns: ReadonlyArray<Column<never>>, lastRow: number): string =>
  `</sheetData><autoFilter ref="A1:${columnName(columns.length - 1)}${lastRow}"/></worksheet>`;
