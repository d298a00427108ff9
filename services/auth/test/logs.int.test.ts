import { createLogger } from '@chowk/runtime/log';
import { startInProcess, testClient } from '@chowk/testing';
import { compose } from '../src/compose.ts';
import { configSchema } from '../src/config.ts';
import { newPhone, startAuth, type TestAuth } from './fixture.ts';

let auth: TestAuth;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

test('no phone, code or token is in the log, whatever happens, and the hourly alarm is', async () => {
  const lines: string[] = [];
  const logger = createLogger({
    service: 'auth',
    level: 'trace',
    pretty: false,
    destination: { write: (line: string) => void lines.push(line) },
  });
  const logging = await startInProcess({
    schema: configSchema,
    compose,
    env: { ...auth.settings, OTP_SENDS_PER_HOUR_TOTAL: '3' },
    logger,
  });
  const client = testClient(logging.url, auth.keys.headers('auth'));
  const ask = (phone: string) => client.post('/api/v1/auth/otp/request', { phone });

  const phone = newPhone();
  const { sessionId } = (await ask(phone)).body.data;
  await client.post('/api/v1/auth/otp/verify', { sessionId, phone, otp: auth.wrongCodeFor(sessionId) });
  const otp = auth.codeFor(sessionId);
  const { data } = (await client.post('/api/v1/auth/otp/verify', { sessionId, phone, otp })).body;
  await client.post('/api/v1/auth/refresh', { refreshToken: data.refreshToken });
  await ask(phone);
  await client.post('/api/v1/auth/otp/request', `{"phone":"${phone}"`);
  auth.sms.failing = true;
  const unlucky = newPhone();
  expect((await ask(unlucky)).status).toBe(503);
  auth.sms.failing = false;
  for (let i = 0; i < 3; i++) await ask(newPhone());
  await logging.stop();

  const log = lines.join('');
  for (const secret of [phone, phone.slice(3), unlucky.slice(3), otp, data.refreshToken, data.accessToken]) {
    expect(log).not.toContain(secret);
  }
  expect(lines.filter((line) => line.includes('otp-hourly-total'))).toHaveLength(1);
  expect(log).toContain('"route":"/api/v1/auth/otp/verify"');
});
