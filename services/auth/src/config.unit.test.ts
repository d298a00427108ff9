import { loadConfig } from '@chowk/runtime/config';
import { createTestKeys } from '@chowk/testing';
import { configSchema } from './config.ts';

const keys = createTestKeys();
const load = (env: Record<string, string> = {}) =>
  loadConfig(configSchema, {
    NODE_ENV: 'test',
    MONGODB_URI: 'mongodb://localhost',
    MONGODB_DATABASE: 'auth',
    RABBITMQ_URL: 'amqp://localhost',
    REDIS_URL: 'redis://localhost',
    NOTIFY_GRPC: 'localhost:1',
    SERVICE_PRIVATE_KEY: keys.privateKey('auth'),
    SERVICE_KEYS: JSON.stringify(keys.keySet),
    ...env,
  });

/** What the gateway waits for an answer, unless a route says otherwise. */
const LONGEST_WAIT_MS = 15_000;

test('a client that waited for an answer in vain may still come back with the refresh token that it has', () => {
  expect(load().REFRESH_GRACE_MS).toBeGreaterThan(LONGEST_WAIT_MS);
});

test('tokens that every verifier would refuse are not made: their life is bounded at start', () => {
  expect(load({ ACCESS_TOKEN_TTL_SECONDS: '3600' }).ACCESS_TOKEN_TTL_SECONDS).toBe(3_600);
  expect(() => load({ ACCESS_TOKEN_TTL_SECONDS: '3601' })).toThrow(
    'ACCESS_TOKEN_TTL_SECONDS: is longer than ACCESS_TOKEN_MAX_LIFETIME_SECONDS',
  );
});
