import { createTestKeys } from '@chowk/testing';
import { loadConfig } from '@chowk/runtime/config';
import { configSchema } from './config.ts';

const keys = createTestKeys();
const env = {
  NODE_ENV: 'development',
  MONGODB_URI: 'mongodb://localhost',
  MONGODB_DATABASE: 'notify',
  RABBITMQ_URL: 'amqp://localhost',
  REDIS_URL: 'redis://localhost',
  AUTH_GRPC: 'localhost:1',
  SERVICE_PRIVATE_KEY: keys.privateKey('notify'),
  SERVICE_KEYS: JSON.stringify(keys.keySet),
};
const production = { ...env, NODE_ENV: 'production', CURSOR_SECRET: 'x'.repeat(32) };

test('development needs addresses and keys only', () => {
  expect(loadConfig(configSchema, env)).toMatchObject({
    SMS_DRIVER: 'mailbox',
    STREAM_KEEP_SECONDS: 604_800,
  });
});

test('production refuses the mailbox, which shows everybody the codes', () => {
  expect(() => loadConfig(configSchema, production)).toThrow('SMS_DRIVER: production cannot use the mailbox');
  const sending = { ...production, SMS_DRIVER: 'http', SMS_BASE_URL: 'https://sms.example' };
  expect(loadConfig(configSchema, sending).SMS_DRIVER).toBe('http');
});

test('production refuses the default cursor secret', () => {
  const { CURSOR_SECRET: _left, ...without } = production;
  expect(() => loadConfig(configSchema, without)).toThrow('CURSOR_SECRET');
});

test.each([
  [{ SMS_DRIVER: 'http' }, 'SMS_BASE_URL'],
  [{ SOCKET_TRANSPORTS: 'pigeon' }, 'SOCKET_TRANSPORTS'],
  [{ SOCKET_WINDOW: '0' }, 'SOCKET_WINDOW'],
  [{ NOTIFICATION_LANGUAGE: 'xx' }, 'NOTIFICATION_LANGUAGE'],
])('%j is refused by name', (wrong, name) => {
  expect(() => loadConfig(configSchema, { ...env, ...wrong })).toThrow(name);
});
