import { type Fault } from '../faults/fault.ts';
import { type EmulatedProvider, type StatusTable } from '../provider.ts';

const ROWS_SHOWN = 100;
const STYLE = `
  body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; }
  table { border-collapse: collapse; margin-bottom: 2rem; }
  th, td { border: 1px solid #ccc; padding: .25rem .6rem; text-align: left; }
  @media (prefers-color-scheme: dark) { body { background: #111; color: #ddd; } th, td { border-color: #444; } }`;

/** One HTML page without scripts: what every provider holds and which faults are armed, newest first. */
export function statusPage(providers: readonly EmulatedProvider[], faults: readonly Fault[]): string {
  const faultTable: StatusTable = {
    title: 'Faults',
    columns: ['provider', 'kind', 'on', 'match', 'strikes left', 'ms'],
    rows: faults.map((it) => [
      it.provider,
      it.kind,
      it.on,
      it.match ?? 'any',
      String(it.left),
      String(it.ms),
    ]),
  };
  const tables = [...providers.flatMap((provider) => provider.statusTables()), faultTable];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Provider emulator</title>
<style>${STYLE}</style>
<h1>Provider emulator</h1>
${tables.map(section).join('\n')}
</html>`;
}

function section({ title, columns, rows }: StatusTable): string {
  const shown = rows.slice(-ROWS_SHOWN).reverse();
  const body =
    shown.length === 0
      ? `<tr><td colspan="${columns.length}">none yet</td></tr>`
      : shown
          .map((cells) => `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`)
          .join('\n');
  const head = columns.map((column) => `<th>${escapeHtml(column)}</th>`).join('');
  return `<h2>${escapeHtml(title)} (${rows.length})</h2>
<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

// Texts come from whoever calls the emulator: an SMS body may well hold markup.
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
