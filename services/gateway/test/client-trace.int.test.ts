import { request as httpRequest } from 'node:http';
import { createLogger } from '@chowk/runtime/log';
import { startTelemetry } from '@chowk/runtime/telemetry';
import { until } from '@chowk/testing';
import { accessToken, echo, startGateway, startUpstream, type TestGateway } from './fixture.ts';

interface ExportedSpan {
  name: string;
  traceId: string;
  parentSpanId?: string;
  attributes: Array<{ key: string; value: { stringValue?: string } }>;
  links?: Array<{ traceId: string; spanId: string; traceState?: string }>;
}

/** What would be sent to a collector (OTLP over HTTP, in JSON). */
const spans: ExportedSpan[] = [];
const lines: Array<Record<string, unknown>> = [];
const accessLines = () => lines.filter(({ msg }) => msg === 'request');

let collector: Awaited<ReturnType<typeof startUpstream>>;
let upstream: Awaited<ReturnType<typeof startUpstream>>;
let gateway: TestGateway;
let telemetry: Awaited<ReturnType<typeof startTelemetry>>;

beforeAll(async () => {
  collector = await startUpstream((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as {
        resourceSpans: Array<{ scopeSpans: Array<{ spans: ExportedSpan[] }> }>;
      };
      for (const { scopeSpans } of resourceSpans) for (const scope of scopeSpans) spans.push(...scope.spans);
      response.end('{}');
    });
  });
  process.env.OTEL_BSP_SCHEDULE_DELAY = '50';
  telemetry = await startTelemetry({ service: 'gateway', otlpEndpoint: collector.url });
  upstream = await startUpstream(echo);
  const logger = createLogger({
    service: 'gateway',
    level: 'info',
    pretty: false,
    destination: { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  });
  gateway = await startGateway(upstream.url, { TRUSTED_PROXIES: '127.0.0.1/32' }, logger);
});
afterAll(async () => {
  await gateway.stop();
  await telemetry.stop();
  delete process.env.OTEL_BSP_SCHEDULE_DELAY;
  await upstream.stop();
  await collector.stop();
});
beforeEach(() => void lines.splice(0));

const THEIRS = { trace: 'a'.repeat(32), span: 'b'.repeat(16) };
const traceparent = (flags: string) => `00-${THEIRS.trace}-${THEIRS.span}-${flags}`;
const spanOf = (id: string) =>
  spans.find(({ attributes }) =>
    attributes.some(({ key, value }) => key === 'clientRequestId' && value.stringValue === id),
  );

test('ids and traces of a client end at the door: the service gets ours, the client is told ours', async () => {
  const answer = await gateway.client.get('/api/v1/products', {
    'x-request-id': '+919876543210-is-a-thief',
    traceparent: traceparent('01'),
    tracestate: 'taunt=you',
    baggage: 'userId=usr_admin,taunt=you',
    b3: `${THEIRS.trace}-${THEIRS.span}-1`,
    'x-b3-traceid': THEIRS.trace,
  });
  expect(answer.status).toBe(200);
  const requestId = answer.headers.get('x-request-id');
  expect(requestId).toMatch(/^req_[0-9A-HJKMNP-TV-Z]{26}$/);
  const { headers } = answer.body as { headers: Record<string, string> };
  expect(headers['x-request-id']).toBe(requestId);
  expect(headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(headers).not.toHaveProperty('baggage');
  expect(headers).not.toHaveProperty('tracestate');
  expect(JSON.stringify(answer.body)).not.toMatch(/thief|taunt|aaaaaaaa|bbbbbbbb/);
});

test('the trace links to theirs, names their id, and their flags and state decide nothing', async () => {
  await gateway.client.get('/api/v1/products', {
    'x-request-id': 'app-42',
    traceparent: traceparent('00'),
    tracestate: 'taunt=you',
  });
  // A stranger who says "not sampled" would otherwise be seen by nobody.
  const span = await until('the span is exported', () => spanOf('app-42'), 15_000);
  expect(span.name).toBe('gateway GET');
  expect(span.traceId).not.toBe(THEIRS.trace);
  expect(span.parentSpanId ?? '').toBe('');
  expect(span.links).toMatchObject([{ traceId: THEIRS.trace, spanId: THEIRS.span }]);
  expect(span.links![0]!.traceState ?? '').toBe('');
}, 20_000);

test.each([
  ['one of 65 characters', 'x'.repeat(65), undefined],
  ['one with a space', 'a b', undefined],
  ['one of 64 visible characters', 'x'.repeat(64), 'x'.repeat(64)],
])('of ids of clients, %s is kept in the log or not at all', async (_what, given, kept) => {
  await gateway.client.get('/api/v1/products', { 'x-request-id': given });
  const [line] = accessLines();
  expect(line).toMatchObject({ route: '/api/v1/products', status: 200 });
  expect(line!.clientRequestId).toBe(kept);
  expect(line!.requestId).toMatch(/^req_/);
});

test('own pages too answer under an id of ours', async () => {
  for (const path of ['/api/v1/errors', '/livez', '/docs', '/api/v1/nothing']) {
    const answer = await gateway.client.get(path, {
      'x-request-id': 'mine-not-yours',
      traceparent: traceparent('01'),
    });
    expect([path, answer.headers.get('x-request-id')]).toEqual([path, expect.stringMatching(/^req_/)]);
    expect(answer.text).not.toContain('mine-not-yours');
  }
  expect(lines.filter(({ traceId }) => traceId === THEIRS.trace)).toEqual([]);
});

test('an alias of an own page is that page, and another spelling is none', async () => {
  expect((await gateway.client.get('/api/errors')).body.data.items.length).toBeGreaterThan(10);
  for (const path of ['/api/v1/Errors', '/api/v1/errors/', '/DOCS', '/Livez', '/livez/'])
    expect([path, (await gateway.client.get(path)).status]).toEqual([path, 404]);
});

describe('the access log', () => {
  const ask = async (address: string, headers: Record<string, string> = {}) => {
    lines.splice(0);
    await gateway.client.get('/api/v1/cart', { 'x-forwarded-for': address, ...headers });
    return accessLines()[0] as { client: string; userId?: string; status: number };
  };

  test('names who asked: the user, and the network by a keyed hash, one for a whole /64', async () => {
    const token = accessToken({ sub: 'usr_77' });
    const line = await ask('203.0.113.7', { authorization: `Bearer ${token}` });
    expect(line).toMatchObject({ userId: 'usr_77', client: expect.stringMatching(/^v1\.[\w-]{22}$/) });
    expect((await ask('203.0.113.7')).client).toBe(line.client);
    expect((await ask('203.0.113.8')).client).not.toBe(line.client);
    const six = (await ask('2001:db8:1:2::1')).client;
    expect((await ask('2001:db8:1:2:ffff:1:2:3')).client).toBe(six);
    expect((await ask('2001:db8:1:3::1')).client).not.toBe(six);
    expect(JSON.stringify(lines)).not.toMatch(/203\.0\.113|2001:db8/);
  });

  test('names the network of who is refused as well', async () => {
    const refused = await ask('198.51.100.1', { authorization: 'Bearer x.y.z' });
    expect([refused.status, refused.userId]).toEqual([401, undefined]);
    expect(refused.client).toMatch(/^v1\./);
  });

  test('an upgrade leaves a line too, let in or refused', async () => {
    const upgrade = (path: string) => {
      lines.splice(0);
      const outgoing = httpRequest(`${gateway.url}${path}`, {
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          authorization: `Bearer ${accessToken({ sub: 'usr_78' })}`,
          'x-request-id': 'app-43',
        },
      });
      outgoing.on('error', () => undefined).end();
      return until('the line is there', () => accessLines()[0]).finally(() => outgoing.destroy());
    };
    const asked = { method: 'UPGRADE', client: expect.stringMatching(/^v1\./), clientRequestId: 'app-43' };
    expect(await upgrade('/socket.io/?EIO=4&transport=websocket')).toMatchObject({
      ...asked,
      route: '/socket.io/',
      status: 101,
      userId: 'usr_78',
    });
    expect(await upgrade('/api/v1/cart')).toMatchObject({ ...asked, status: 404 });
  });
});
