import { createTestKeys, quietLogger, testClient } from '@chowk/testing';
import { z } from 'zod';
import {
  bindRoutes,
  createHttpApp,
  defineRoute,
  listen,
  ok,
  replies,
  type RunningHttpServer,
} from '../src/http/index.ts';
import { createIdentityVerifier } from '../src/identity/index.ts';
import { Health } from '../src/lifecycle/index.ts';

const keys = createTestKeys();
const contract = {
  add: defineRoute({
    method: 'post',
    path: '/add',
    auth: 'optional',
    summary: 'Add',
    body: z.strictObject({
      name: z.string().max(100),
      lines: z.array(z.strictObject({ quantity: z.int() })).max(100),
      facts: z.record(z.string().regex(/^[a-z]+$/), z.string()).optional(),
    }),
    reply: replies.data(z.object({ lines: z.int() })),
  }),
};

let server: RunningHttpServer;
let client: ReturnType<typeof testClient>;
beforeAll(async () => {
  const app = createHttpApp({
    service: 'orders',
    logger: quietLogger(),
    identities: createIdentityVerifier({ service: 'orders', keys: keys.keySet }),
    health: new Health(),
    routes: bindRoutes(contract, { add: async ({ body }) => ok({ lines: body.lines.length }) }),
    bodyLimitBytes: 256 * 1024,
  });
  server = await listen(app, { host: '127.0.0.1', port: 0 });
  client = testClient(`http://127.0.0.1:${server.port}`).with(keys.headers('orders'));
});
afterAll(() => server.stop());

const MOST_BYTES = 8 * 1024;
const post = (body: unknown) => client.post('/add', body);
const keysOf = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 1])));

/** The median of several rounds in ms, and the answer: one round alone is at the mercy of the machine. */
async function timed(body: unknown) {
  const times: number[] = [];
  let answer = await post(body);
  for (let round = 0; round < 7; round++) {
    const start = performance.now();
    answer = await post(body);
    times.push(performance.now() - start);
  }
  return { answer, ms: times.sort((a, b) => a - b)[3]! };
}

test('20,000 unknown keys (209 KB) cost about what one costs, in time and in the answer', async () => {
  const many = keysOf(20_000);
  expect(many.length).toBeGreaterThan(200_000);
  const [one, all] = [await timed(keysOf(1)), await timed(many)];
  expect([all.answer.status, all.answer.body.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  expect(all.answer.text.length).toBeLessThan(MOST_BYTES);
  // What is left is the transport of 209 KB. Before, it was 15 s and 269 MB.
  expect(all.ms).toBeLessThan(10 * one.ms + 50);
});

test('as many unknown keys as a body may hold are named, the first ones, and the rest counted', async () => {
  const { answer, ms } = await timed(keysOf(9_000));
  expect([answer.status, answer.body.code]).toEqual([422, 'VALIDATION_FAILED']);
  expect(answer.text.length).toBeLessThan(MOST_BYTES);
  const { details } = answer.body;
  expect(details).toHaveLength(20);
  expect(details.slice(0, 3).map(({ path }: { path: string }) => path)).toEqual(['name', 'lines', 'k0']);
  expect(details.at(-1)).toEqual({ message: `and ${9_000 + 2 - 19} more` });
  expect(ms).toBeLessThan(500);
});

test('a list of thousands of wrong items is answered with a few of them', async () => {
  const { answer, ms } = await timed({ name: 'x', lines: Array(9_000).fill({ q: 'a' }).slice(0, 4_500) });
  expect(answer.status).toBe(422);
  expect(answer.body.details).toHaveLength(20);
  expect(answer.text.length).toBeLessThan(MOST_BYTES);
  expect(ms).toBeLessThan(500);
});

test('10,000 wrong items and more are not looked at one by one', async () => {
  const answer = await post({ name: 'x', lines: Array(10_001).fill(1) });
  expect([answer.status, answer.body.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
});

test.each([
  ['long', 'k'.repeat(1_500)],
  ['of characters that take six bytes each', '\u0001'.repeat(1_500)],
  ['of characters that turn the line around', '\u202e'.repeat(500)],
  ['of emoji', '👍'.repeat(1_500)],
])('keys that are %s come back short, and harmless', async (_what, key) => {
  const body = Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`${at}${key.slice(0, 1_500)}`, 1]));
  const answer = await post(body);
  expect([answer.status, answer.body.details.length]).toEqual([422, 20]);
  expect(Buffer.byteLength(answer.text)).toBeLessThan(MOST_BYTES);
  expect(answer.text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|\\u00[01]/);
});

test.each([
  ['lists', '['.repeat(100_000) + ']'.repeat(100_000), 400],
  ['objects', '{"a":'.repeat(2_000) + '1' + '}'.repeat(2_000), 400],
  ['lists that never end', '['.repeat(100_000), 400],
  ['33 levels', '{"name":' + '['.repeat(32) + ']'.repeat(32) + '}', 400],
  ['32 levels', '{"name":' + '['.repeat(31) + ']'.repeat(31) + '}', 422],
])('%s deep inside each other are refused before they are parsed', async (_what, body, status) => {
  const answer = await post(body);
  expect(answer.status).toBe(status);
  expect(answer.text.length).toBeLessThan(MOST_BYTES);
});

test('brackets, commas and quotes within texts are texts', async () => {
  const name = '[{,'.repeat(20) + String.raw`\"[\\`;
  expect((await post({ name, lines: [] })).body).toMatchObject({ success: true });
  const longText = await post(`{"name":"${'[,'.repeat(60_000)}","lines":[]}`);
  expect([longText.status, longText.body.details?.[0].path]).toEqual([422, 'name']);
});

test('a body in another encoding, whose brackets would be counted wrongly, is refused', async () => {
  const answer = await fetch(`http://127.0.0.1:${server.port}/add`, {
    method: 'POST',
    headers: { ...keys.headers('orders'), 'content-type': 'application/json; charset=utf-16' },
    body: Buffer.from('{"name":"x","lines":[]}', 'utf16le'),
  });
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ]);
});
