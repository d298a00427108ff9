import { spawnSync } from 'node:child_process';
import path from 'node:path';

const SCRIPT = path.join(import.meta.dirname, 'import-costs.ts');

/** Names of the packages that a service has loaded when it is composed, and files of those asked for. */
function loadedBy(service: string): { packages: Set<string>; modules: string[] } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [SCRIPT, service, '--modules'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });
  expect([status, stderr]).toEqual([0, expect.not.stringContaining('Error')]);
  const modules = stdout.split('\n');
  const names = modules.flatMap((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []);
  return { packages: new Set(names), modules };
}

const TRACING = ['@opentelemetry/sdk-node', '@opentelemetry/exporter-trace-otlp-http'];

test('the gateway, which has no database and hears no events, loads no driver of either', () => {
  const { packages, modules } = loadedBy('gateway');
  expect(packages).toContain('undici');
  for (const name of ['mongoose', 'mongodb', 'bson', 'amqplib', ...TRACING])
    expect(packages).not.toContain(name);
  // The page's own script, which is for browsers: 1.5 MB.
  expect(modules.filter((url) => url.includes('swagger-ui-bundle'))).toEqual([]);
}, 60_000);

test('a service with a database loads no tracing SDK as long as nobody collects spans', () => {
  const { packages } = loadedBy('orders');
  expect(packages).toContain('mongoose');
  for (const name of TRACING) expect(packages).not.toContain(name);
}, 60_000);
