import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Names in the first column of a page's tables: `a`, or a, b. */
function firstCells(page: string): string[] {
  const rows = readFileSync(path.join(ROOT, page), 'utf8').matchAll(
    /^\| *([^|\n]+?) *\|[^|\n]*\S[^|\n]*\|/gm,
  );
  return [...rows].flatMap(([, cell = '']) => cell.split(',').map((name) => name.trim().replaceAll('`', '')));
}

/** Collections whose retention is said in a service's README, or in the chassis', for what comes along with it. */
export const collectionsWithRetention = (service: string): Set<string> =>
  new Set([`services/${service}/README.md`, 'packages/chassis/README.md'].flatMap(firstCells));
