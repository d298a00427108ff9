import { REDACTED, redact } from '../src/log/redact.ts';
import { createLogger } from '../src/log/index.ts';

test('secrets are taken out by name, in any case, in objects and lists at any depth', () => {
  const clean = redact({
    phone: '+919876543210',
    user: { Email: 'a@b.c', deep: { deeper: { accessToken: 'eyJ' } } },
    list: [{ otp: '123456' }, 'plain'],
    headers: { Authorization: 'Bearer x', 'X-Internal-Identity': 'eyJ', accept: 'text/html' },
  });
  expect(clean).toEqual({
    phone: REDACTED,
    user: { Email: REDACTED, deep: { deeper: { accessToken: REDACTED } } },
    list: [{ otp: REDACTED }, 'plain'],
    headers: { Authorization: REDACTED, 'X-Internal-Identity': REDACTED, accept: 'text/html' },
  });
});

test('the code of an error can be read, a one-time or printed code cannot', () => {
  expect(
    redact({
      code: 'OUT_OF_STOCK',
      err: { code: 'ECONNREFUSED' },
      data: { code: '123456' },
      params: { code: 'cm82' },
    }),
  ).toEqual({
    code: 'OUT_OF_STOCK',
    err: { code: 'ECONNREFUSED' },
    data: { code: REDACTED },
    params: { code: REDACTED },
  });
});

test('what lies too deep to look at is left out, and a circle ends', () => {
  const circle: Record<string, unknown> = { a: 1 };
  circle.self = circle;
  expect(JSON.stringify(redact({ circle }))).toContain(REDACTED);
});

test('the given object is not changed', () => {
  const given = { phone: '1', nested: { email: 'x' } };
  redact(given);
  expect(given).toEqual({ phone: '1', nested: { email: 'x' } });
});

test('an error keeps its stack and loses the secrets that hang on it', () => {
  const lines: string[] = [];
  const logger = createLogger({
    service: 't',
    level: 'info',
    pretty: false,
    destination: { write: (line: string) => void lines.push(line) },
  });
  const error = Object.assign(new Error('no answer'), {
    code: 'ETIMEDOUT',
    request: { headers: { authorization: 'Bearer x' } },
  });
  logger.error({ err: error }, 'failed');
  const line = JSON.parse(lines[0]!) as { err: { message: string; stack: string; code: string } };
  expect(line.err).toMatchObject({ message: 'no answer', code: 'ETIMEDOUT' });
  expect(line.err.stack).toContain('redact.unit.test');
  expect(lines[0]).not.toContain('Bearer x');
});
