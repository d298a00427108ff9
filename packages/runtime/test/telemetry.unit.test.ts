import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { spawnProcess } from '@chowk/testing';

interface Told {
  above: { traceparent: string };
  below: { traceparent: string };
  loaded: string[];
}

const IDS_ONLY = ['api', 'context-async-hooks', 'core', 'semantic-conventions'];

async function traced(...args: string[]): Promise<Told> {
  const main = fileURLToPath(new URL('./traced.process.ts', import.meta.url));
  const spawned = spawnProcess({ main, args, env: {} });
  expect([await spawned.exit, spawned.output()]).toEqual([0, expect.stringContaining('traceparent')]);
  return spawned.log[0] as unknown as Told;
}

/** Trace, span and flags of a header. */
const partsOf = ({ traceparent }: { traceparent: string }) =>
  /^00-([0-9a-f]{32})-([0-9a-f]{16})-01$/.exec(traceparent)!.slice(1);

test('without a collector traces have their ids, and neither the SDK nor an exporter is loaded', async () => {
  const { above, below, loaded } = await traced();
  expect(loaded).toEqual(IDS_ONLY.map((name) => `@opentelemetry/${name}`));
  expect(partsOf(below)[0]).toBe(partsOf(above)[0]);
  expect(partsOf(below)[1]).not.toBe(partsOf(above)[1]);
}, 30_000);

test('with one the spans arrive there', async () => {
  const bodies: string[] = [];
  const collector = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      bodies.push(`${request.url} ${body}`);
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  try {
    const { above, loaded } = await traced(`http://127.0.0.1:${(collector.address() as AddressInfo).port}`);
    expect(loaded).toContain('@opentelemetry/sdk-node');
    const sent = bodies.join('\n');
    expect(sent).toContain('/v1/traces');
    for (const part of ['outer', 'inner', 'chowk-test', ...partsOf(above)]) expect(sent).toContain(part);
  } finally {
    collector.close();
  }
}, 30_000);
