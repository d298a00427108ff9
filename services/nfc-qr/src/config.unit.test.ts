import { createTestKeys } from '@chowk/testing';
import { loadConfig } from '@chowk/runtime/config';
import { configSchema } from './config.ts';

const keys = createTestKeys();
const env = {
  NODE_ENV: 'development',
  MONGODB_URI: 'mongodb://localhost',
  MONGODB_DATABASE: 'nfc-qr',
  RABBITMQ_URL: 'amqp://localhost',
  AUTH_GRPC: 'localhost:1',
  SERVICE_PRIVATE_KEY: keys.privateKey('nfc-qr'),
  SERVICE_KEYS: JSON.stringify(keys.keySet),
};
const long = (letter: string) => letter.repeat(32);
const production = {
  ...env,
  NODE_ENV: 'production',
  REVEAL_SECRET: long('r'),
  CURSOR_SECRET: long('c'),
};
const load = (QR_SIGNING_KEYS?: string, base: Record<string, string> = env) =>
  loadConfig(configSchema, { ...base, QR_SIGNING_KEYS }).QR_SIGNING_KEYS;

describe('QR_SIGNING_KEYS', () => {
  test('the first key signs and all are known', () => {
    expect(load(`b:${long('x')}, a:${long('y')}`, production).versions).toEqual(['b', 'a']);
    expect(load().current).toBe('a');
  });

  test.each([
    ['no id', long('x')],
    ['an id outside the alphabet', `o:${long('x')}`],
    ['a long id', `ab:${long('x')}`],
    ['no secret', 'a:'],
    ['one id twice', `a:${long('x')},a:${long('y')}`],
    ['a trailing comma', `a:${long('x')},`],
  ])('%s is refused without showing a secret', (_what, text) => {
    expect(() => load(text)).toThrow(/QR_SIGNING_KEYS/);
    expect(() => load(text)).not.toThrow(/xxxx/);
  });

  test('production refuses short secrets and the one of development, also behind a good one', () => {
    const development = 'a:development-only-qr-signing-secret-000';
    expect(load(development).current).toBe('a');
    expect(() => load(`a:${long('x')},b:short`, production)).toThrow(/QR_SIGNING_KEYS: secret 2/);
    expect(() => load(`b:${long('x')},${development}`, production)).toThrow(/QR_SIGNING_KEYS: secret 2/);
    expect(() => load(undefined, production)).toThrow(/QR_SIGNING_KEYS/);
  });
});
