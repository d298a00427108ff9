import { startProviderEmulator } from '../src/index.ts';
import { settingsFromEnvironment } from '../src/settings.ts';
import { startFixture, type EmulatorFixture } from './emulator-fixture.ts';

let fixture: EmulatorFixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.emulator.stop());

describe('faults', () => {
  test('armed faults are listed with what is left of them and can all be removed', async () => {
    await fixture.arm({ kind: 'delay', on: 'api', ms: 1, times: 3 });
    await fixture.client.orders.create({ amount: 500, currency: 'INR' });
    expect(await fixture.faults()).toEqual([
      expect.objectContaining({ provider: 'razorpay', kind: 'delay', on: 'api', left: 2, match: null }),
    ]);
    await fetch(`${fixture.emulator.url}/emulator/faults`, { method: 'DELETE' });
    expect(await fixture.faults()).toEqual([]);
  });

  test('a fault strikes only what it matches', async () => {
    await fixture.arm({ kind: 'error', on: 'api', match: 'POST /v1/payments/*/refund' });
    await fixture.client.orders.create({ amount: 500, currency: 'INR' });
    expect((await fixture.faults())[0]?.left).toBe(1);
  });

  test.each([
    [{ provider: 'razorpay', kind: 'explode', on: 'api' }, 'kind'],
    [{ provider: 'nobody', kind: 'delay', on: 'api' }, 'provider'],
    [{ provider: 'sms', kind: 'wrong_amount', on: 'api' }, 'kind'],
    [{ provider: 'sms', kind: 'delay', on: 'webhook' }, 'kind'],
    [{ provider: 'razorpay', kind: 'delay', on: 'api', times: 0 }, 'times'],
    [{ provider: 'razorpay', kind: 'delay', on: 'api', ms: -1 }, 'ms'],
    [{ provider: 'razorpay', kind: 'delay', on: 'api', path: '/v1' }, 'path'],
  ])('a fault %j is refused naming the field', async (fault, field) => {
    const { status, body } = await fixture.post('/emulator/faults', fault);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { code: 'VALIDATION_FAILED', field, message: expect.any(String) } });
    expect(await fixture.faults()).toEqual([]);
  });
});

test('reset forgets orders, messages and faults', async () => {
  const { id } = await fixture.client.orders.create({ amount: 500, currency: 'INR' });
  await fixture.post('/sms/messages', { to: '+919876543210', body: 'hi', reference: 'm-1' });
  await fixture.arm({ kind: 'error', on: 'api', match: '/elsewhere' });
  await fixture.post('/emulator/reset');
  await expect(fixture.client.orders.fetch(id)).rejects.toMatchObject({ statusCode: 400 });
  expect((await fixture.get('/emulator/sms/messages')).body).toEqual({ messages: [] });
  expect(await fixture.faults()).toEqual([]);
});

test('the page shows payments, webhooks, messages and faults, and markup in them as text', async () => {
  const { id } = await fixture.client.orders.create({ amount: 500, currency: 'INR' });
  const { razorpay_payment_id } = await fixture.pay(id);
  await fixture.post('/sms/messages', {
    to: '+919876543210',
    body: '<script>alert(1)</script>',
    reference: 'm-1',
  });
  await fixture.arm({ kind: 'hang', on: 'webhook', match: 'refund.*' });
  const page = await (await fetch(fixture.emulator.url)).text();
  expect(page).toContain(razorpay_payment_id);
  expect(page).toContain('payment.captured');
  expect(page).toContain('refund.*');
  expect(page).toContain('&#60;script&#62;alert(1)');
  expect(page).not.toContain('<script');
});

test('a body that is no JSON is refused in the format of whoever was asked', async () => {
  const send = async (path: string) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(fixture.emulator.url + path, {
      method: 'POST',
      headers,
      body: '{"amount":',
    });
    return { status: response.status, body: (await response.json()) as { error: { code: string } } };
  };
  expect(await send('/v1/orders')).toMatchObject({
    status: 400,
    body: { error: { code: 'BAD_REQUEST_ERROR' } },
  });
  expect(await send('/emulator/faults')).toMatchObject({
    status: 400,
    body: { error: { code: 'BAD_REQUEST' } },
  });
  expect(await send('/sms/messages')).toMatchObject({
    status: 400,
    body: { error: { code: 'BAD_REQUEST' } },
  });
});

test('an unknown path is a 404 that says so', async () => {
  expect(await fixture.get('/v2/anything')).toMatchObject({
    status: 404,
    body: { error: { code: 'NOT_FOUND' } },
  });
});

describe('settings', () => {
  const secrets = { RAZORPAY_KEY_ID: 'id', RAZORPAY_KEY_SECRET: 'secret', RAZORPAY_WEBHOOK_SECRET: 'hook' };

  test('a missing secret stops the start and is named', () => {
    const { RAZORPAY_WEBHOOK_SECRET: _left, ...rest } = secrets;
    expect(() => settingsFromEnvironment(rest)).toThrow('RAZORPAY_WEBHOOK_SECRET');
  });

  test('a port that is no number is named', () => {
    expect(() => settingsFromEnvironment({ ...secrets, PROVIDER_EMULATOR_PORT: 'auto' })).toThrow(
      'PROVIDER_EMULATOR_PORT',
    );
  });

  test('an emulator started from the environment listens where it was told', async () => {
    const emulator = await startProviderEmulator(
      settingsFromEnvironment({ ...secrets, PROVIDER_EMULATOR_PORT: '0' }),
    );
    try {
      expect((await fetch(emulator.url)).status).toBe(200);
    } finally {
      await emulator.stop();
    }
  });

  test('a webhook address that is no http URL is refused at start and later', async () => {
    const razorpay = {
      keyId: 'id',
      keySecret: 'secret',
      webhookSecret: 'hook',
      webhookUrl: 'ftp://example.com',
    };
    await expect(startProviderEmulator({ razorpay })).rejects.toThrow('webhookUrl');
    expect(() => fixture.emulator.setWebhookUrl('not a url')).toThrow('Invalid URL');
  });

  test('a taken port is reported, not hung on', async () => {
    const razorpay = { keyId: 'id', keySecret: 'secret', webhookSecret: 'hook' };
    await expect(startProviderEmulator({ port: fixture.emulator.port, razorpay })).rejects.toThrow(
      'EADDRINUSE',
    );
  });
});
