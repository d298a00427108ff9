import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { echo, startGateway, startUpstream, type TestGateway } from './fixture.ts';

const OPEN = { RATE_LIMIT_ANONYMOUS: '100000' };
const opened: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function replica(listener: RequestListener) {
  const upstream = await startUpstream(listener);
  opened.push(() => upstream.stop());
  return upstream;
}
/** A gateway with these replicas of orders. */
async function gatewayTo(urls: string[], settings: Record<string, string> = {}): Promise<TestGateway> {
  const gateway = await startGateway(urls[0]!, { ...OPEN, ORDERS_URL: urls.join(','), ...settings });
  opened.push(() => gateway.stop());
  return gateway;
}
/** A replica that takes a request whole and then loses the connection. */
const losing = (seen: string[]): RequestListener => {
  return (request) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push(`${request.method} ${body}`);
      request.socket.destroy();
    });
  };
};
const KEY = { 'idempotency-key': 'k1' };

describe('a connection that is lost while a request is under way', () => {
  test('costs a request with an Idempotency-Key nothing: it goes to the other replica, with its body', async () => {
    const seen: string[] = [];
    const bad = await replica(losing(seen));
    const good = await replica(echo);
    const gateway = await gatewayTo([bad.url, good.url]);
    for (let i = 0; i < 4; i++) {
      const answer = await gateway.client.post('/api/v1/orders', { i }, KEY);
      expect([answer.status, answer.body.body]).toEqual([200, JSON.stringify({ i })]);
    }
    expect(seen.length).toBeGreaterThan(0);
  });

  test.each([
    ['a key that its route does not honour', '/api/v1/cart/add', KEY],
    ['no key', '/api/v1/orders', {}],
  ])('is the end of a request with %s: it may have been done', async (_what, path, headers) => {
    const seen: string[] = [];
    const bad = await replica(losing(seen));
    const gateway = await gatewayTo([bad.url]);
    const answer = await gateway.client.post(path, { a: 1 }, headers);
    expect([answer.status, answer.body.code]).toEqual([503, 'UPSTREAM_UNAVAILABLE']);
    expect(seen).toEqual(['POST {"a":1}']);
  });

  test('is survived once: a request that loses a second one is refused', async () => {
    const seen: string[] = [];
    const bad = await replica(losing(seen));
    const gateway = await gatewayTo([bad.url]);
    const answer = await gateway.client.post('/api/v1/orders', { a: 1 }, KEY);
    expect(answer.status).toBe(503);
    expect(seen).toHaveLength(2);
  });
});

test('a replica that slams every connection costs a request with an Idempotency-Key nothing', async () => {
  const slammed = createTcpServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(slammed, 'listening');
  opened.push(() => slammed.close());
  const good = await replica(echo);
  const gateway = await gatewayTo([`http://127.0.0.1:${(slammed.address() as AddressInfo).port}`, good.url]);
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => gateway.client.post('/api/v1/orders', { a: 1 }, KEY)),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
});

test('a replica that has not started costs no request, whatever its kind, and its answer goes no further', async () => {
  let asked = 0;
  const starting = await replica((request, response) => {
    asked += 1;
    request.resume();
    response.setHeader('x-chowk-instance', 'starting');
    response.writeHead(503).end('{}');
  });
  const ready = await replica(echo);
  const gateway = await gatewayTo([starting.url, ready.url]);
  for (let i = 0; i < 6; i++) {
    const answer = await gateway.client.post('/api/v1/cart/add', { i });
    expect([answer.status, answer.headers.get('x-chowk-instance')]).toEqual([200, null]);
  }
  expect(asked).toBeGreaterThan(0);
  // It was asked once and then left alone for a while.
  expect(asked).toBeLessThan(4);
});

test('a replica that says that it leaves is asked nothing more while there is another', async () => {
  let asked = 0;
  const leaving = await replica((request, response) => {
    asked += 1;
    response.setHeader('x-chowk-instance', 'leaving');
    echo(request, response);
  });
  const staying = await replica(echo);
  const gateway = await gatewayTo([leaving.url, staying.url]);
  for (let i = 0; i < 10; i++) {
    const answer = await gateway.client.post('/api/v1/cart/add', { i });
    expect([answer.status, answer.headers.get('x-chowk-instance')]).toEqual([200, null]);
  }
  expect(asked).toBe(1);
});

test('all tries share one deadline, and each is told what is left of it', async () => {
  const told: number[] = [];
  const slow: RequestListener = (request) => {
    told.push(Number(request.headers['x-deadline-ms']));
    if (told.length === 1) setTimeout(() => request.socket.destroy(), 400);
  };
  const one = await replica(slow);
  const gateway = await gatewayTo([one.url]);
  const begun = performance.now();
  const answer = await gateway.client.get('/api/v1/orders/slow');
  const ms = performance.now() - begun;
  expect([answer.status, answer.body.code]).toEqual([504, 'UPSTREAM_TIMEOUT']);
  expect(told).toHaveLength(2);
  expect(told[0]).toBe(1_000);
  expect(told[1]).toBeLessThan(650);
  expect(ms).toBeLessThan(1_400);
});

test('a small body that does not come is the client’s delay, and no replica is blamed for it', async () => {
  const seen: string[] = [];
  const one = await replica((request, response) => {
    seen.push(request.method!);
    echo(request, response);
  });
  const gateway = await gatewayTo([one.url], { BREAKER_FAILURES: '1' });
  const outgoing = httpRequest(`${gateway.url}/api/v1/orders/slow`, {
    method: 'POST',
    headers: { 'content-length': 100 },
  });
  outgoing.on('error', () => undefined);
  outgoing.write('x');
  const [answer] = (await once(outgoing, 'response')) as [{ statusCode: number; resume(): void }];
  answer.resume();
  expect(answer.statusCode).toBe(408);
  outgoing.destroy();
  expect(seen).toEqual([]);
  expect((await gateway.client.post('/api/v1/cart/add', {})).status).toBe(200);
});

test('a refused GET keeps its connection', async () => {
  const one = await replica(echo);
  const gateway = await gatewayTo([one.url]);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async (path: string) => {
    const outgoing = httpRequest(gateway.url + path, { agent }).end();
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    const { localPort } = answer.socket;
    answer.resume();
    await once(answer, 'end');
    return [answer.statusCode, answer.headers.connection, localPort] as const;
  };
  const [status, connection, port] = await ask('/api/v1/nowhere');
  expect([status, connection]).toEqual([404, 'keep-alive']);
  expect((await ask('/api/v1/products/%2e%2e/x'))[1]).toBe('keep-alive');
  await sleep(20);
  expect((await ask('/api/v1/cart'))[2]).toBe(port);
  agent.destroy();
});
