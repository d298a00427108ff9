import { z } from 'zod';
import {
  baseConfigSchema,
  ConfigError,
  flag,
  integer,
  list,
  loadConfig,
  modeOf,
  rabbitConfigSchema,
  secret,
} from '../src/config/index.ts';

const schema = z.object({
  NAME: z.string().default('x'),
  LIMIT: integer(10, 1, 100),
  ON: flag(false),
  WORDS: list(['a']),
  TOKEN_SECRET: secret('development-only'),
});

test('defaults hold for what is not set or empty', () => {
  expect(loadConfig(schema, { NODE_ENV: 'development', NAME: '', OTHER: 'ignored' })).toEqual({
    NAME: 'x',
    LIMIT: 10,
    ON: false,
    WORDS: ['a'],
    TOKEN_SECRET: 'development-only',
  });
});

test('all problems are told at once, by name and without the values', () => {
  const load = () => loadConfig(schema, { LIMIT: '1e3', ON: 'yes-secret-value' });
  expect(load).toThrow(ConfigError);
  expect(load).toThrow(/LIMIT: must be a whole number/);
  expect(load).toThrow(/ON: /);
  expect(load).not.toThrow(/yes-secret-value/);
  expect(() => loadConfig(schema, { LIMIT: '101' })).toThrow(/LIMIT/);
});

test.each([
  ['no value', undefined, /needs a secret of its own/],
  ['the development default', 'development-only', /needs a secret of its own/],
  ['a short one', 'short', /at least 32 characters/],
])('production refuses %s for a secret', (_what, value, message) => {
  expect(() => loadConfig(schema, { NODE_ENV: 'production', TOKEN_SECRET: value })).toThrow(message);
});

test.each([
  ['nothing', undefined],
  ['an empty text', ''],
  ['a word that we do not know', 'staging'],
  ['another spelling', 'Development'],
])('production is what NODE_ENV means by %s', (_what, mode) => {
  expect(modeOf({ NODE_ENV: mode })).toBe('production');
  expect(() => loadConfig(schema, { NODE_ENV: mode })).toThrow(/TOKEN_SECRET: production needs a secret/);
});

test.each(['development', 'test'])('%s is taken at its word', (mode) => {
  expect(loadConfig(schema, { NODE_ENV: mode }).TOKEN_SECRET).toBe('development-only');
});

describe('what the settings of every service refuse', () => {
  const { NODE_ENV, HOST, DEV_PAGES, CHOWK_FAILPOINTS } = baseConfigSchema.shape;
  const base = z.object({
    NODE_ENV,
    HOST,
    DEV_PAGES,
    CHOWK_FAILPOINTS,
    TOKEN_SECRET: schema.shape.TOKEN_SECRET,
  });
  const load = (env: Record<string, string>) => loadConfig(base, env);
  const own = { TOKEN_SECRET: 'k'.repeat(32) };

  test('an unknown mode is refused itself, together with all that production refuses', () => {
    const env = { NODE_ENV: 'staging', DEV_PAGES: 'true', HOST: '0.0.0.0', CHOWK_FAILPOINTS: 'a.b=kill' };
    for (const problem of [
      /NODE_ENV: /,
      /DEV_PAGES: production has no pages for developers/,
      /DEV_PAGES: pages for developers need a loopback HOST/,
      /CHOWK_FAILPOINTS: production has no failpoints/,
      /TOKEN_SECRET: production needs a secret of its own/,
    ])
      expect(() => load(env)).toThrow(problem);
  });

  test('production with secrets of its own starts, without pages for developers and failpoints', () => {
    expect(load(own)).toMatchObject({ NODE_ENV: 'production', DEV_PAGES: false, CHOWK_FAILPOINTS: '' });
  });

  test('pages for developers are off unless asked for, in development too', () => {
    expect(load({ NODE_ENV: 'development' }).DEV_PAGES).toBe(false);
    expect(load({ NODE_ENV: 'development', DEV_PAGES: 'true' }).DEV_PAGES).toBe(true);
  });

  test.each(['127.0.0.1', '127.8.0.1', '::1', 'localhost'])('%s is a loopback HOST', (host) => {
    expect(load({ NODE_ENV: 'test', DEV_PAGES: 'true', HOST: host }).DEV_PAGES).toBe(true);
  });

  test.each(['0.0.0.0', '::', '10.0.0.1', 'localhost.example.com', '127.0.0.1.example.com', '1270.0.0.1'])(
    '%s is none',
    (host) => {
      expect(() => load({ NODE_ENV: 'test', DEV_PAGES: 'true', HOST: host })).toThrow(/loopback HOST/);
      expect(load({ NODE_ENV: 'test', HOST: host }).HOST).toBe(host);
    },
  );
});

test('production takes a secret of its own', () => {
  const own = 'k'.repeat(32);
  expect(loadConfig(schema, { NODE_ENV: 'production', TOKEN_SECRET: own }).TOKEN_SECRET).toBe(own);
});

test('production asks for a secret only where it is used', () => {
  const field = secret('development-only', 16, ({ DRIVER }) => DRIVER === 'remote');
  const load = (env: Record<string, string>) =>
    loadConfig(z.object({ DRIVER: z.string(), KEY: field }), { NODE_ENV: 'production', ...env });
  expect(load({ DRIVER: 'local' }).KEY).toBe('development-only');
  expect(() => load({ DRIVER: 'remote' })).toThrow(/KEY: production needs a secret of its own/);
});

test('retry pauses are read as a list of whole numbers, five tries by default', () => {
  const load = (value?: string) =>
    loadConfig(rabbitConfigSchema, { RABBITMQ_URL: 'amqp://x', EVENT_RETRY_DELAYS_MS: value })
      .EVENT_RETRY_DELAYS_MS;
  expect(load()).toHaveLength(4);
  expect(load('10,20')).toEqual([10, 20]);
  expect(() => load('10,soon')).toThrow(ConfigError);
});

test('service keys must be a set of EC keys in JSON', () => {
  const load = (value: string) =>
    loadConfig(baseConfigSchema.pick({ SERVICE_KEYS: true }), { SERVICE_KEYS: value });
  expect(() => load('{')).toThrow(/must be JSON/);
  expect(() => load('{"keys":[]}')).toThrow(ConfigError);
  expect(load('{"keys":[{"kid":"gateway","kty":"EC","x":"1"}]}').SERVICE_KEYS.keys[0]?.kid).toBe('gateway');
});
