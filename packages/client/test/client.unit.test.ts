import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ApiError, createClient, orThrow } from '../src/index.ts';

let answer: (request: IncomingMessage & { text: string }, response: ServerResponse) => void;
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () =>
    answer(Object.assign(request, { text: Buffer.concat(chunks).toString() }), response),
  );
});
let client: ReturnType<typeof createClient>;
let token: string | undefined;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  client = createClient({ baseUrl: `http://127.0.0.1:${port}`, token: () => token });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  token = undefined;
});

const json = (response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

test('a call has its path, its query, its token, and its answer is data and meta', async () => {
  token = 'abc';
  let seen: object = {};
  answer = (request, response) => {
    seen = { method: request.method, url: request.url, authorization: request.headers.authorization };
    json(response, 200, { success: true, data: { items: [] }, meta: { nextCursor: 'n1' } });
  };
  const result = await client.listNotifications({ query: { limit: 5, category: 'orders' } });
  expect(seen).toEqual({
    method: 'GET',
    url: '/api/v1/notifications?limit=5&category=orders',
    authorization: 'Bearer abc',
  });
  expect(result).toMatchObject({ ok: true, status: 200, data: { items: [] }, meta: { nextCursor: 'n1' } });
});

test('a path parameter is encoded, and a body travels as JSON', async () => {
  const seen: string[] = [];
  answer = (request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers['content-type'] ?? ''} ${request.text}`);
    json(response, 200, { success: true, data: { marked: 1 } });
  };
  await client.markNotificationRead({ path: { id: 'a/b' } });
  await client.markAllNotificationsRead({ body: { upTo: 'ntf_1' } });
  await client.markAllNotificationsRead();
  expect(seen).toEqual([
    'PUT /api/v1/notifications/a%2Fb/read  ',
    'PUT /api/v1/notifications/read-all application/json {"upTo":"ntf_1"}',
    'PUT /api/v1/notifications/read-all  ',
  ]);
});

test('a refusal is an answer with its code, and an exception only for whoever wants one', async () => {
  const refusal = {
    success: false,
    code: 'NOTIFICATION_NOT_FOUND',
    error: 'No such notification.',
    requestId: 'r1',
  };
  answer = (_request, response) => json(response, 404, refusal, { 'x-request-id': 'r1' });
  const result = await client.removeNotification({ path: { id: 'ntf_1' } });
  expect(result.ok).toBe(false);
  // The code narrows to what the operation declares: another literal here would not compile.
  if (!result.ok) expect(result.error.code === 'NOTIFICATION_NOT_FOUND').toBe(true);
  const thrown = await orThrow(client.removeNotification({ path: { id: 'ntf_1' } })).catch((e: unknown) => e);
  expect(thrown).toBeInstanceOf(ApiError);
  expect(thrown).toMatchObject({ status: 404, code: 'NOTIFICATION_NOT_FOUND', requestId: 'r1' });
});

test('something on the way that does not know the contract is a refusal, too', async () => {
  answer = (_request, response) =>
    void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad');
  await expect(client.listErrorCodes()).resolves.toMatchObject({
    ok: false,
    status: 502,
    error: { code: 'UNKNOWN', error: '<h1>Bad' },
  });
});

test('a lost connection is an exception, and a call can be ended', async () => {
  answer = (request) => void request.socket.destroy();
  await expect(client.listErrorCodes()).rejects.toThrow();
  answer = () => undefined;
  await expect(client.listErrorCodes({ signal: AbortSignal.timeout(50) })).rejects.toThrow(/abort|timeout/i);
});

test('inputs are held by the compiler', () => {
  const calls = [
    // @ts-expect-error the id is needed
    () => client.removeNotification(),
    // @ts-expect-error it is called id
    () => client.removeNotification({ path: { key: 'x' } }),
    // @ts-expect-error there is no such category
    () => client.listNotifications({ query: { category: 'weather' } }),
    // @ts-expect-error there is no such operation
    () => client.deleteEverything(),
    async () => {
      const { data } = await orThrow(client.countUnreadNotifications());
      // @ts-expect-error count is a number
      return data.count.length;
    },
  ];
  expect(calls).toHaveLength(5);
});

test('nothing in the client is of type any', () => {
  const source = join(import.meta.dirname, '../src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  expect(files.length).toBeGreaterThan(5);
  const found = files.flatMap((file) =>
    readFileSync(join(source, file), 'utf8')
      .split('\n')
      .filter((line) => /(:|<|\bas)\s*any\b|\bany\[\]/.test(line))
      .map((line) => `${file}: ${line}`),
  );
  expect(found).toEqual([]);
});
