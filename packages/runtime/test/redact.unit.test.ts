import mongoose from 'mongoose';
import { createLogger, redactText } from '../src/log/index.ts';
import { REDACTED } from '../src/log/redact-text.ts';
import { redact } from '../src/log/redact.ts';

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

/** What a logger makes of these fields, as one line. */
function logged(fields: object): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  createLogger({ service: 't', level: 'info', pretty: false, destination }).error(fields, 'failed');
  return lines.join('');
}

const PERSONAL = /9876543210|asha@example|Asha Rao|eyJhbGciOi/;

describe('the words of errors', () => {
  const duplicate = () =>
    new mongoose.mongo.MongoServerError({
      code: 11000,
      errmsg:
        'E11000 duplicate key error collection: auth.users index: phone_1 dup key: { phone: "+919876543210", name: "Asha Rao" }',
      keyPattern: { identifier: 1 },
      keyValue: { identifier: 'Asha Rao' },
    });

  test.each([
    ['as err', () => ({ err: duplicate() })],
    ['as the cause of another', () => ({ err: new Error('not saved', { cause: duplicate() }) })],
    ['under another name', () => ({ reason: duplicate() })],
    ['in a list', () => ({ failures: [{ error: duplicate() }] })],
    ['in an error of several', () => ({ err: new AggregateError([duplicate()], 'all failed') })],
  ])('a duplicate key %s says which index, and not which phone', (_where, fields) => {
    const line = logged(fields());
    expect(line).toContain('phone_1 dup key: [redacted]');
    expect(line).not.toMatch(PERSONAL);
  });

  test('what mongoose cannot cast or take is not quoted', async () => {
    const schema = new mongoose.Schema({
      age: Number,
      kind: { type: String, enum: ['a'] },
      code: { type: String, maxlength: 3 },
    });
    const Thing = mongoose.model('RedactedThing', schema);
    const thing = new Thing({ age: 'Asha Rao', kind: '+919876543210', code: 'asha@example.com' });
    const refused: unknown = await thing.validate().catch((error: unknown) => error);
    const line = logged({ err: refused });
    expect(line).toContain('ValidationError');
    expect(line).not.toMatch(PERSONAL);
  });

  test.each([
    ['Key (phone)=(+919876543210) already exists.', 'Key (phone)=([redacted]) already exists.'],
    ['no answer of asha@example.com, try', 'no answer of [redacted], try'],
    ['calls to +919876543210 or 9876543210 fail', 'calls to [redacted] or [redacted] fail'],
    ['token eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c3IifQ.c2ln is old', 'token [redacted] is old'],
    ['connect ECONNREFUSED 127.0.0.1:29526', 'connect ECONNREFUSED 127.0.0.1:29526'],
    ['at 2026-09-14T09:30:00.123Z 1789371000123', 'at 2026-09-14T09:30:00.123Z 1789371000123'],
    ['ord_01K5A4Z8S9V3N6M2T7Q0R1W4XY is over', 'ord_01K5A4Z8S9V3N6M2T7Q0R1W4XY is over'],
    ['mongodb://db:27017/chowk is away', 'mongodb://db:27017/chowk is away'],
  ])('%s', (words, shown) => expect(redactText(words)).toBe(shown));

  test('a long hostile text is cut, in time that grows with its length only', () => {
    const start = performance.now();
    for (const part of ['a@', 'Key (', 'Path `', 'for value "', '+1', 'eyJ', 'a.b-c@d.'])
      expect(redactText(part.repeat(100_000)).length).toBeLessThan(20_000);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe('instances of classes', () => {
  class Person {
    readonly id = 'usr_1';
    readonly phone = '+919876543210';
    readonly contact = { email: 'asha@example.com' };
  }

  test('are walked like objects', () => {
    expect(redact({ person: new Person() })).toEqual({
      person: { id: 'usr_1', phone: REDACTED, contact: { email: REDACTED } },
    });
    expect(logged({ people: [new Person()], at: new Date(0) })).not.toMatch(PERSONAL);
  });

  test('are walked as what they say of themselves in JSON, an id and a document of mongoose among them', () => {
    const Contact = mongoose.model('RedactedContact', new mongoose.Schema({ phone: String, city: String }));
    const contact = new Contact({ phone: '+919876543210', city: 'Indore' });
    const line = logged({ contact, address: new URL('https://chowk.test/a') });
    expect(JSON.parse(line)).toMatchObject({
      contact: { _id: contact.id, phone: REDACTED, city: 'Indore' },
      address: 'https://chowk.test/a',
    });
  });

  test('that hold bytes, entries, or fail to say what they are, show nothing', () => {
    const shy = {
      toJSON() {
        throw new Error('not now');
      },
    };
    expect(
      redact({ body2: Buffer.from('asha@example.com'), byPhone: new Map([['+919876543210', 1]]), shy }),
    ).toEqual({ body2: '[binary]', byPhone: '[1 entries]', shy: REDACTED });
  });

  test('keep dates as they are, and end in a circle', () => {
    const circle: Record<string, unknown> = { person: new Person() };
    circle.self = circle;
    const line = logged({ circle, at: new Date(0) });
    expect(line).toContain('1970-01-01T00:00:00.000Z');
    expect(line).not.toMatch(PERSONAL);
  });
});
