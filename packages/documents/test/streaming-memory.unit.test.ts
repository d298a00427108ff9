import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PROGRAM = join(import.meta.dirname, 'export-many.ts');
const CHAOS = Boolean(process.env['CHAOS']);
const ROWS = CHAOS ? 1_000_000 : 100_000;

describe('exports in a heap of 32 MB', () => {
  // Kept whole, the text of either is more than the heap: such a process dies (tried).
  test.each([
    ['csv', 8_000_000],
    ['xlsx', 3_000_000],
  ])(
    'a %s of 100,000 rows is made without keeping it',
    async (format, atLeastBytes) => {
      const { stdout } = await run(
        process.execPath,
        ['--max-old-space-size=32', PROGRAM, format, String(ROWS)],
        {
          env: {},
        },
      );
      expect((JSON.parse(stdout) as { bytes: number }).bytes).toBeGreaterThan(atLeastBytes);
      // Seconds on a machine of its own, but all of it is computing, which others may slow down.
    },
    CHAOS ? 600_000 : 90_000,
  );
});
