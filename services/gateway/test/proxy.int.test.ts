import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTelemetry } from '@chowk/runtime/telemetry';
import { until } from '@chowk/testing';
import { echo, spawnGateway, startGateway, startUpstream, type TestGateway } from './fixture.ts';

const OPEN = { RATE_LIMIT_ANONYMOUS: '100000' };
let behaviour: RequestListener = echo;
let upstream: Awaited<ReturnType<typeof startUpstream>>;
let gateway: TestGateway;

const telemetry = startTelemetry({ service: 'gateway' });

beforeAll(async () => {
  upstream = await startUpstream((request, response) => behaviour(request, response));
  gateway = await startGateway(upstream.url, OPEN);
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
  await (await telemetry).stop();
});
beforeEach(() => {
  behaviour = echo;
});

/** Sends raw bytes and returns all that comes back. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', reject);
    socket.setTimeout(3000, () => socket.destroy());
    socket.on('close', () => resolve(answer));
  });
}

/** What a process holds in memory, or held at its most (proc(5), `/proc/pid/status`). */
function residentBytes(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)![1]) * 1024;
}

describe('passing on', () => {
  test('method, canonical path, query and body arrive; the answer comes back with id and security headers', async () => {
    const answer = await gateway.client.put(
      '/api/cart/update/itm_1?x=1&y=%20',
      { quantity: 2 },
      { 'x-request-id': 'abc-1' },
    );
    expect(answer.body).toMatchObject({
      method: 'PUT',
      url: '/api/v1/cart/update/itm_1?x=1&y=%20',
      body: '{"quantity":2}',
    });
    const requestId = answer.headers.get('x-request-id');
    expect(requestId).toMatch(/^req_[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(answer.body.headers['x-request-id']).toBe(requestId);
    expect(JSON.stringify(answer.body)).not.toContain('abc-1');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('x-powered-by')).toBeNull();
  });

  test('unknown paths are 404, unsafe ones 400, both in the error form', async () => {
    expect((await gateway.client.get('/api/v1/nothing')).body).toMatchObject({
      success: false,
      code: 'NOT_FOUND',
    });
    const answer = await raw(
      'GET /api/v1/products/../admin/orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1.1 400/);
    expect(answer).toContain('BAD_REQUEST');
  });

  test('pages for developers are there only where they are asked for', async () => {
    expect((await gateway.client.get('/api/v1/dev/messages')).status).toBe(200);
    const closed = await startGateway(upstream.url, { ...OPEN, DEV_PAGES: 'false' });
    const answer = await closed.client.get('/api/v1/dev/messages');
    expect([answer.status, answer.body.code]).toEqual([404, 'NOT_FOUND']);
    await closed.stop();
  });

  test('the error catalogue is public', async () => {
    const { body } = await gateway.client.get('/api/v1/errors');
    expect(body.data.items).toContainEqual(expect.objectContaining({ code: 'INVALID_PHONE', status: 422 }));
  });

  test('200 MB up and down stream through unharmed without being held in memory', async () => {
    const size = 200 * 1024 * 1024;
    const chunk = Buffer.alloc(1024 * 1024, 7);
    behaviour = (request, response) => {
      const hash = createHash('sha256');
      request.on('data', (data: Buffer) => hash.update(data));
      request.on('end', () => response.end(hash.digest('hex')));
    };
    // In a process of its own: what is measured is the gateway's memory, not this test's buffers.
    const alone = await spawnGateway(upstream.url, OPEN);
    const before = residentBytes(alone.child.pid!, 'VmRSS');
    const expected = createHash('sha256');
    const answer = await new Promise<string>((resolve, reject) => {
      const outgoing = httpRequest(
        `${alone.url}/api/v1/media`,
        { method: 'POST', headers: { 'content-length': size } },
        (response) => {
          let text = '';
          response.on('data', (data: Buffer) => (text += data.toString()));
          response.on('end', () => resolve(text));
        },
      );
      outgoing.on('error', reject);
      let sent = 0;
      const pump = (): void => {
        while (sent < size) {
          sent += chunk.length;
          expected.update(chunk);
          if (!outgoing.write(chunk)) return void outgoing.once('drain', pump);
        }
        outgoing.end();
      };
      pump();
    });
    const peak = residentBytes(alone.child.pid!, 'VmHWM');
    await alone.stop();
    expect(answer).toBe(expected.digest('hex'));
    expect(peak - before).toBeLessThan(120 * 1024 * 1024);
  });

  test('a chunked answer and one with a length come through as they are', async () => {
    behaviour = (_request, response) => {
      response.write('a');
      response.end('b');
    };
    expect((await gateway.client.get('/api/v1/products')).text).toBe('ab');
  });

  test('when the client goes away the service hears of it', async () => {
    let left = false;
    behaviour = (_request, response) => {
      response.write('start');
      response.once('close', () => (left = !response.writableFinished));
    };
    const outgoing = httpRequest(`${gateway.url}/api/v1/products`, (response) => {
      response.once('data', () => outgoing.destroy());
      response.on('error', () => undefined);
    });
    outgoing.on('error', () => undefined);
    outgoing.end();
    await until('the service sees the connection close', () => left, 2000);
  });
  test('clients that leave at any moment hold nothing: the service stays in reach and unblamed', async () => {
    const impatient = await startGateway(upstream.url, {
      ...OPEN,
      UPSTREAM_MAX_IN_FLIGHT: '20',
      BREAKER_FAILURES: '1',
    });
    const leave = (afterMs: number) =>
      new Promise<void>((resolve) => {
        const outgoing = httpRequest(
          `${impatient.url}/api/v1/products`,
          (response) => void response.resume(),
        );
        outgoing.on('error', () => undefined);
        outgoing.on('close', () => resolve());
        outgoing.end();
        setTimeout(() => outgoing.destroy(), afterMs);
      });
    for (let round = 0; round < 20; round++) {
      await Promise.all(Array.from({ length: 15 }, (_, i) => leave((i % 8) * 0.7)));
    }
    await sleep(200);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => impatient.client.get('/api/v1/products')),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    await impatient.stop();
  });
});

describe('limits and bad requests', () => {
  test('a body over the limit of its route is 413, by its declared length or by what comes', async () => {
    const declared = await gateway.client.post('/api/v1/cart/add', 'x'.repeat(300 * 1024));
    expect([declared.status, declared.body.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    const chunked = await new Promise<number | undefined>((resolve) => {
      const outgoing = httpRequest(`${gateway.url}/api/v1/cart/add`, { method: 'POST' }, (response) =>
        resolve(response.statusCode),
      );
      outgoing.on('error', () => resolve(undefined));
      for (let i = 0; i < 40; i++) outgoing.write('x'.repeat(10 * 1024));
      outgoing.end();
    });
    expect(chunked).toBe(413);
  });

  test.each([
    ['two lengths', 'Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc'],
    ['a length and chunks', 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a header with a control character', 'X-A: a\u0001b\r\n\r\n'],
    ['chunked that is not last', 'Transfer-Encoding: chunked, gzip\r\n\r\n'],
  ])('%s is 400: nothing to smuggle a second request with', async (_what, tail) => {
    const answer = await raw(`POST /api/v1/cart/add HTTP/1.1\r\nHost: x\r\n${tail}`);
    expect(answer).toMatch(/^HTTP\/1.1 400/);
  });

  test('headers over the limit are 431', async () => {
    const answer = await raw(
      `GET /api/v1/products HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(20_000)}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 431/);
  });

  test('preflights are answered for listed origins only, never with a wildcard', async () => {
    const strict = await startGateway(upstream.url, { CORS_ORIGINS: 'https://app.example.org' });
    const ask = (origin: string) =>
      fetch(`${strict.url}/api/v1/cart`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'PUT' },
      });
    expect((await ask('https://app.example.org')).headers.get('access-control-allow-origin')).toBe(
      'https://app.example.org',
    );
    expect((await ask('https://app.example.org.evil')).headers.get('access-control-allow-origin')).toBeNull();
    await strict.stop();
  });
});

describe('services in trouble', () => {
  test('a service that is down is 503 with Retry-After while others go on', async () => {
    const lonely = await startGateway(upstream.url, { ...OPEN, WALLET_URL: 'http://127.0.0.1:1' });
    const down = await lonely.client.get('/api/v1/plans');
    expect([down.status, down.body.code, down.headers.get('retry-after')]).toEqual([
      503,
      'UPSTREAM_UNAVAILABLE',
      '1',
    ]);
    expect((await lonely.client.get('/api/v1/products')).status).toBe(200);
    await lonely.stop();
  });

  test('with one of two replicas down every request is answered by the other', async () => {
    const pair = await startGateway(upstream.url, {
      ...OPEN,
      CATALOG_URL: `http://127.0.0.1:1,${upstream.url}`,
    });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => pair.client.post('/api/v1/products', { a: 1 })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    await pair.stop();
  });

  test('a service that dies mid-request is 503 and the request is not sent twice', async () => {
    let seen = 0;
    behaviour = (request) => {
      seen += 1;
      request.socket.destroy();
    };
    const answer = await gateway.client.post('/api/v1/cart/add', { a: 1 });
    expect([answer.status, answer.body.code, seen]).toEqual([503, 'UPSTREAM_UNAVAILABLE', 1]);
  });

  test('a kept connection that the service closes under a reading request costs the client nothing', async () => {
    let seen = 0;
    behaviour = (request, response) => {
      seen += 1;
      if (seen === 1) request.socket.destroy();
      else echo(request, response);
    };
    expect((await gateway.client.get('/api/v1/products')).status).toBe(200);
    expect(seen).toBe(2);
  });

  test('the breaker opens after failures in a row, answers at once, and closes when the service is back', async () => {
    let broken = true;
    const flaky = await startUpstream((request, response) =>
      broken ? request.socket.destroy() : echo(request, response),
    );
    const guarded = await startGateway(upstream.url, {
      ...OPEN,
      WALLET_URL: flaky.url,
      BREAKER_FAILURES: '3',
      BREAKER_COOL_DOWN_MS: '300',
    });
    for (let i = 0; i < 3; i++) await guarded.client.get('/api/v1/plans');
    let reached = 0;
    flaky.server.on('request', () => (reached += 1));
    for (let i = 0; i < 5; i++) expect((await guarded.client.get('/api/v1/plans')).status).toBe(503);
    expect(reached).toBe(0);
    broken = false;
    await sleep(350);
    expect((await guarded.client.get('/api/v1/plans')).status).toBe(200);
    await guarded.stop();
    await flaky.stop();
  });

  test('more than a service’s share under way is 503 OVERLOADED, and other services keep theirs', async () => {
    const held: Array<() => void> = [];
    const slow = await startUpstream((request, response) => void held.push(() => echo(request, response)));
    const small = await startGateway(upstream.url, {
      ...OPEN,
      WALLET_URL: slow.url,
      UPSTREAM_MAX_IN_FLIGHT: '3',
    });
    const waiting = Array.from({ length: 3 }, () => small.client.get('/api/v1/plans'));
    await until('three are under way', () => held.length === 3);
    const extra = await small.client.get('/api/v1/plans');
    expect([extra.status, extra.body.code]).toEqual([503, 'OVERLOADED']);
    expect((await small.client.get('/api/v1/products')).status).toBe(200);
    for (const release of held) release();
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200, 200]);
    await small.stop();
    await slow.stop();
  });

  test('stopping answers what is under way first', async () => {
    const leaving = await startGateway(upstream.url, OPEN);
    behaviour = (request, response) => void setTimeout(() => echo(request, response), 300);
    const underWay = leaving.client.get('/api/v1/products');
    await sleep(100);
    await leaving.stop();
    expect((await underWay).status).toBe(200);
  });
});

describe('sockets', () => {
  const upgrade = (path: string, headers = '') =>
    raw(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${headers}\r\n`,
    );

  test('an upgrade reaches notify with our identity and nothing that the client claimed', async () => {
    let seen: IncomingHttpHeaders | undefined;
    upstream.server.once('upgrade', (request, socket) => {
      seen = request.headers;
      socket.end(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nhello',
      );
    });
    const answer = await upgrade(
      '/socket.io/?EIO=4&transport=websocket',
      'X-Internal-Identity: forged\r\nX-User-Id: usr_9\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1.1 101/);
    expect(answer).toContain('hello');
    expect(seen?.['x-internal-identity']).toMatch(/^eyJ/);
    expect(seen?.['x-user-id']).toBeUndefined();
  });

  test('a bad token is refused before the 101, and other paths cannot be upgraded', async () => {
    expect(await upgrade('/socket.io/?EIO=4', 'Authorization: Bearer x.y.z\r\n')).toMatch(/^HTTP\/1.1 401/);
    expect(await upgrade('/api/v1/cart')).toMatch(/^HTTP\/1.1 404/);
  });
});
