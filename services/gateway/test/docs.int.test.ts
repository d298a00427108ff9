import { chromium, type Browser } from 'playwright-core';
import { startGateway, startUpstream, echo, type TestGateway } from './fixture.ts';

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let gateway: TestGateway;
let browser: Browser;
beforeAll(async () => {
  upstream = await startUpstream(echo);
  gateway = await startGateway(upstream.url, { RATE_LIMIT_ANONYMOUS: '100000' });
  const executablePath = process.env['CHROMIUM_PATH'];
  if (!executablePath) throw new Error('CHROMIUM_PATH is not set: run the tests with `npm test`');
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking'],
  });
});
afterAll(async () => {
  await browser.close();
  await gateway.stop();
  await upstream.stop();
});

test('the API document is served whole, and not again to whoever has it', async () => {
  const answer = await gateway.client.get('/api/v1/openapi.json');
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ openapi: '3.1.1', info: { title: 'Chowk' } });
  expect(Object.keys(answer.body.paths)).toContain('/api/v1/openapi.json');
  const etag = answer.headers.get('etag')!;
  expect((await gateway.client.get('/api/v1/openapi.json', { 'if-none-match': etag })).status).toBe(304);
});

test('an own address that does not take a method says which it takes, with the id of the request', async () => {
  const answer = await gateway.client.post('/api/v1/errors', {}, { 'x-request-id': 'r-1' });
  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')).toBe('GET, HEAD');
  const requestId = answer.headers.get('x-request-id');
  expect(requestId).toMatch(/^req_/);
  expect(answer.body).toMatchObject({ code: 'METHOD_NOT_ALLOWED', requestId });
});

test('the pages show every operation in a browser, with nothing from elsewhere and nothing against the policy', async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(8_000);
  const outside: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(gateway.url) && !request.url().startsWith('data:'))
      outside.push(request.url());
  });
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));

  const response = await page.goto(`${gateway.url}/docs`);
  expect(response?.headers()['content-security-policy']).toContain("script-src 'self'");
  await page.waitForSelector('.opblock');
  const { paths } = (await gateway.client.get('/api/v1/openapi.json')).body;
  const operations = Object.values(paths as Record<string, object>).flatMap((item) => Object.keys(item));
  expect(await page.locator('.opblock').count()).toBe(operations.length);

  await page.locator('.opblock-summary', { hasText: '/api/v1/errors' }).click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('button', { name: 'Execute' }).click();
  await page.waitForSelector('.live-responses-table .response-col_status:has-text("200")');
  expect(outside).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});
