// Starts telemetry as a service does, works in two spans, and tells what it has loaded for it.
import { createRequire } from 'node:module';
import { startTelemetry, traceHeaders, withSpan } from '../src/telemetry/index.ts';

const endpoint = process.argv[2];
const telemetry = await startTelemetry({ service: 'test', otlpEndpoint: endpoint });
const outer = { name: 'outer', kind: 'SERVER' } as const;
const [above, below] = await withSpan(outer, async () => {
  const headers = traceHeaders();
  return withSpan({ name: 'inner', kind: 'CLIENT', headers }, async () => [headers, traceHeaders()]);
});
await telemetry.stop();
const packages = new Set(
  Object.keys(createRequire(import.meta.url).cache).map(
    (file) => /node_modules\/(@opentelemetry\/[^/]+)/.exec(file)?.[1],
  ),
);
process.stdout.write(`${JSON.stringify({ above, below, loaded: [...packages].filter(Boolean).sort() })}\n`);
