import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { drawCharts } from './chart.ts';
import type { Outcome } from './outcome.ts';
import { markdownSection } from './table.ts';

const BENCH = path.join(import.meta.dirname, '..');
const BEGIN = '<!-- made by `npm run bench -- report`: begin -->';
const END = '<!-- made by `npm run bench -- report`: end -->';

/** The order in which a reader wants them. */
const ORDER = ['checkout', 'checkout-against', 'lists', 'ledger', 'sockets', 'start', 'gateway'];

/** Writes tables and picture anew from the raw rounds. Returns the files. */
export async function writeReport(outcomes: readonly Outcome[]): Promise<string[]> {
  const sorted = outcomes.toSorted((a, b) => ORDER.indexOf(a.suite) - ORDER.indexOf(b.suite));
  const picture = path.join(BENCH, 'costs.svg');
  writeFileSync(picture, drawCharts(sorted.flatMap(({ charts }) => charts)));
  const readme = path.join(BENCH, 'README.md');
  const text = replaceBetween(
    readFileSync(readme, 'utf8'),
    ['![How each cost grows](costs.svg)', ...sorted.map(markdownSection)].join('\n\n'),
  );
  const style = (await resolveConfig(readme)) ?? {};
  writeFileSync(readme, await format(text, { ...style, filepath: readme }));
  return [readme, picture];
}

/** @throws Error when the text has lost its marks */
export function replaceBetween(text: string, made: string): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error('bench/README.md has lost the marks around what is made');
  return `${text.slice(0, begin + BEGIN.length)}\n\n${made}\n\n${text.slice(end)}`;
}
