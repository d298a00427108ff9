// node scripts/import-costs.ts <service>: what a service loads, by package, and what it then weighs, with the
// flags that services run with. Run it twice: the first run fills the compile cache.
//   --modules prints the URLs of all modules that it loads, one a line.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NODE_ENVIRONMENT, NODE_FLAGS } from '@chowk/runtime/node-process';

const checkout = path.resolve(import.meta.dirname, '..');
const [service = '', what = ''] = process.argv.slice(2);
const ROWS = 25;

if (service === '') {
  console.error('usage: node scripts/import-costs.ts <service> [--modules]');
  process.exit(2);
}
if (what === '--here') await load();
else {
  // Flags and cache are of a process's beginning.
  const { stdout } = spawnSync(process.execPath, [...NODE_FLAGS, import.meta.filename, service, '--here'], {
    cwd: checkout,
    encoding: 'utf8',
    env: { ...process.env, ...NODE_ENVIRONMENT },
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  });
  const { modules, weight } = JSON.parse(stdout) as { modules: string[]; weight: Record<string, number> };
  if (what === '--modules') console.log(modules.join('\n'));
  else report(modules, weight);
}

/** Loads the composition root of the service, which connects to nothing, and tells what came with it. */
async function load(): Promise<void> {
  const modules = new Set<string>();
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      modules.add(resolved.url);
      return resolved;
    },
  });
  await import(`../services/${service}/src/compose.ts`);
  const { heapTotal, heapUsed } = process.memoryUsage();
  const weight = { ...sharesOfMemory(), heapTotal, heapUsed };
  console.log(JSON.stringify({ modules: [...modules], weight }));
}

/** Linux only: what this process has for itself and its part of what it shares, in bytes. */
function sharesOfMemory(): Record<string, number> {
  const text = readFileSync('/proc/self/smaps_rollup', 'utf8');
  const bytes = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(text)?.[1]) * 1_024;
  return { pss: bytes('Pss'), rss: bytes('Rss') };
}

function report(modules: readonly string[], weight: Record<string, number>): void {
  const packages = new Map<string, { modules: number; bytes: number }>();
  for (const url of modules.filter((one) => one.startsWith('file:'))) {
    const file = fileURLToPath(url);
    const name = packageOf(file);
    const sum = packages.get(name) ?? { modules: 0, bytes: 0 };
    packages.set(name, { modules: sum.modules + 1, bytes: sum.bytes + readFileSync(file).length });
  }
  const rows = [...packages].sort(([, a], [, b]) => b.bytes - a.bytes);
  for (const [name, sum] of rows.slice(0, ROWS))
    console.log(`${name.padEnd(40)} ${String(sum.modules).padStart(5)} modules ${kb(sum.bytes)}`);
  const all = rows.reduce((bytes, [, sum]) => bytes + sum.bytes, 0);
  console.log(`${'all'.padEnd(40)} ${String(modules.length).padStart(5)} modules ${kb(all)}`);
  for (const [name, bytes] of Object.entries(weight)) console.log(`${name.padEnd(54)} ${kb(bytes)}`);
}

function packageOf(file: string): string {
  const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
  return name ?? path.relative(checkout, file).split(path.sep).slice(0, 2).join('/');
}

function kb(bytes: number): string {
  return `${Math.round(bytes / 1_024)} KB`.padStart(10);
}
