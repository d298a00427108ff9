import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestKeys } from '@chowk/testing';
import { z } from 'zod';
import {
  bindRoutes,
  createHttpApp,
  created,
  defineRoute,
  file,
  listen,
  replies,
  type RunningHttpServer,
} from '../src/http/index.ts';
import { createIdentityVerifier } from '../src/identity/index.ts';
import { Health } from '../src/lifecycle/index.ts';
import { createLogger } from '../src/log/index.ts';

const keys = createTestKeys();
const MB = 1024 * 1024;
let produced = 0;
let destroyed = false;
let afterFailure: string | undefined;

const contract = {
  download: defineRoute({
    method: 'get',
    path: '/file',
    auth: 'public',
    summary: 'Download a file',
    streaming: true,
    reply: replies.file(['application/octet-stream']),
  }),
  upload: defineRoute({
    method: 'post',
    path: '/upload',
    auth: 'user',
    summary: 'Upload pictures',
    multipart: {
      fields: ['title'],
      files: { image: { contentTypes: ['image/png'], maxBytes: 2 * MB, maxCount: 2 } },
    },
    reply: replies.data(
      z.object({
        title: z.string().optional(),
        files: z.array(z.object({ name: z.string(), bytes: z.int() })),
      }),
      { status: 201 },
    ),
  }),
};

const routes = bindRoutes(contract, {
  download: async () => {
    const body = Readable.from(
      (async function* () {
        for (; produced < 64; produced++) yield Buffer.alloc(MB);
      })(),
    );
    body.once('close', () => (destroyed = true));
    return file('application/octet-stream', body);
  },
  upload: async ({ multipart }) => {
    const files: Array<{ name: string; bytes: number }> = [];
    for await (const { filename, stream } of multipart.files()) {
      let bytes = 0;
      try {
        for await (const chunk of stream) bytes += (chunk as Buffer).length;
      } catch (error) {
        afterFailure = (error as Error).name;
        throw error;
      }
      files.push({ name: filename, bytes });
    }
    return created({ title: multipart.fields['title'], files });
  },
});

let server: RunningHttpServer;
let url: string;
const signedIn = keys.headers('orders', { userId: 'usr_1' });
beforeAll(async () => {
  const app = createHttpApp({
    service: 'orders',
    logger: createLogger({ service: 'orders', level: 'silent', pretty: false }),
    identities: createIdentityVerifier({ service: 'orders', keys: keys.keySet }),
    health: new Health(),
    routes,
    bodyLimitBytes: 2048,
    checkReplies: true,
  });
  server = await listen(app, { host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${server.port}`;
});
afterAll(async () => {
  // fetch keeps a connection open on which it has not sent anything yet; no stop waits for those in vain.
  server.server.closeAllConnections();
  await server.stop();
});
beforeEach(() => {
  produced = 0;
  destroyed = false;
  afterFailure = undefined;
});

test('a streamed answer arrives whole', async () => {
  const response = await fetch(`${url}/file`, { headers: signedIn });
  expect((await response.arrayBuffer()).byteLength).toBe(64 * MB);
});

test('a streamed answer waits for its reader, and ends when the reader leaves', async () => {
  const leaving = new AbortController();
  const response = await fetch(`${url}/file`, { headers: signedIn, signal: leaving.signal });
  await response.body!.getReader().read();
  await sleep(200);
  expect(produced).toBeLessThan(32);
  leaving.abort();
  for (let tries = 0; !destroyed && tries < 100; tries++) await sleep(10);
  expect(destroyed).toBe(true);
});

const upload = async (parts: Array<[string, string | Blob, string?]>) => {
  const form = new FormData();
  for (const [name, value, filename] of parts) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, value, filename);
  }
  const response = await fetch(`${url}/upload`, { method: 'POST', headers: signedIn, body: form });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape is what the test is about
  return { status: response.status, body: (await response.json()) as any };
};
const png = (bytes: number) => new Blob([randomBytes(bytes)], { type: 'image/png' });

test('files and fields of a multipart body are read as they come', async () => {
  const answer = await upload([
    ['title', 'The shop'],
    ['image', png(MB), 'a.png'],
    ['image', png(10), '../b.png'],
  ]);
  expect(answer).toEqual({
    status: 201,
    body: {
      success: true,
      data: {
        title: 'The shop',
        files: [
          { name: 'a.png', bytes: MB },
          { name: 'b.png', bytes: 10 },
        ],
      },
    },
  });
});

test('a body without any file is read, too', async () => {
  expect((await upload([['title', 'x']])).body.data).toEqual({ title: 'x', files: [] });
});

const refused: Array<[string, Array<[string, string | Blob, string?]>, number, string]> = [
  ['a field that is not declared', [['role', 'owner']], 422, 'role'],
  ['a file under another name', [['cv', png(5), 'a.png']], 422, 'cv'],
  [
    'another content type',
    [['image', new Blob(['<svg/>'], { type: 'image/svg+xml' }), 'a.svg']],
    422,
    'image',
  ],
  ['a field that is too long', [['title', 'x'.repeat(9000)]], 422, 'title'],
  ['a file that is too large', [['image', png(2 * MB + 1), 'a.png']], 413, 'image'],
];
test.each(refused)('%s is refused', async (_what, parts, status, path) => {
  const answer = await upload(parts);
  expect([answer.status, answer.body.details[0].path]).toEqual([status, path]);
});

test('one file more than declared is refused', async () => {
  const answer = await upload([
    ['image', png(1), '1.png'],
    ['image', png(1), '2.png'],
    ['image', png(1), '3.png'],
  ]);
  expect(answer.status).toBe(422);
});

test('JSON for a multipart route is 415', async () => {
  const response = await fetch(`${url}/upload`, {
    method: 'POST',
    headers: { ...signedIn, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(response.status).toBe(415);
});

test('an upload that breaks off fails where it is read', async () => {
  const leaving = new AbortController();
  const body = Readable.toWeb(
    Readable.from(
      (async function* () {
        yield '--x\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n';
        yield 'half';
        await sleep(100);
        leaving.abort();
        await sleep(10_000, undefined, { ref: false });
      })(),
    ),
  );
  const sending = fetch(`${url}/upload`, {
    method: 'POST',
    headers: { ...signedIn, 'content-type': 'multipart/form-data; boundary=x' },
    body,
    duplex: 'half',
    signal: leaving.signal,
  } as unknown as RequestInit);
  await expect(sending).rejects.toThrow();
  for (let tries = 0; afterFailure === undefined && tries < 100; tries++) await sleep(10);
  expect(afterFailure).toBe('AppError');
});
