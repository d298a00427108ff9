export { csvStream } from './csv/csv-stream.ts';
export { parseCsv, type CsvRow, type ParseCsvOptions } from './csv/parse-csv.ts';
export { type Column } from './table/column.ts';
export { type ExportLimits } from './table/text-chunks.ts';
export { xlsxStream, type XlsxOptions } from './xlsx/xlsx-stream.ts';
export { type Pdf, type PdfDocument, type PdfRendererOptions } from './pdf/pdf-options.ts';
export { PdfRenderer } from './pdf/pdf-renderer.ts';
