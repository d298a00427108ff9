// Run by streaming-memory.unit.test.ts with a small heap: exports rows to nowhere and prints what it took.
import { money } from '@chowk/money';
import { csvStream, xlsxStream, type Column } from '../src/index.ts';

const [format, count] = process.argv.slice(2);

const columns: ReadonlyArray<Column<number>> = [
  { kind: 'text', header: 'Order', value: (i) => `ord_${i}` },
  { kind: 'text', header: 'Name', value: (i) => `आशा राव, "Asha" ${i}` },
  { kind: 'number', header: 'Items', value: (i) => i % 7 },
  { kind: 'money', header: 'Total', currency: 'INR', value: (i) => money(i * 100 + 5, 'INR') },
  { kind: 'instant', header: 'At', zone: 'Asia/Kolkata', value: (i) => new Date(1.76e12 + i * 60_000) },
];

async function* rows(): AsyncGenerator<number> {
  for (let i = 0; i < Number(count); i++) yield i;
}

const started = performance.now();
let bytes = 0;
for await (const chunk of format === 'csv' ? csvStream(columns, rows()) : xlsxStream(columns, rows())) {
  bytes += (chunk as Buffer).length;
}
const ms = Math.round(performance.now() - started);
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ bytes, ms, peakMb }));
