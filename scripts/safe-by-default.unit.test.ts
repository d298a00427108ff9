import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createTestKeys, spawnProcess } from '@chowk/testing';

const keys = createTestKeys();
const fileOf = (service: string, file: string) =>
  join(import.meta.dirname, '../services', service, 'src', file);

const NEIGHBOURS = ['AUTH', 'CATALOG', 'ORDERS', 'WALLET', 'NOTIFY', 'NFC_QR'];
/** All that a service must be told, with nobody at any of the addresses: a start that goes on would fail otherwise. */
const told = (service: Parameters<typeof keys.privateKey>[0]): Record<string, string> => ({
  MONGODB_URI: 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200',
  MONGODB_DATABASE: 'none',
  REDIS_URL: 'redis://127.0.0.1:1',
  RABBITMQ_URL: 'amqp://127.0.0.1:1',
  SERVICE_PRIVATE_KEY: keys.privateKey(service),
  SERVICE_KEYS: JSON.stringify(keys.keySet),
  ...Object.fromEntries(
    NEIGHBOURS.flatMap((name) => [
      [`${name}_GRPC`, '127.0.0.1:1'],
      [`${name}_URL`, 'http://127.0.0.1:1'],
    ]),
  ),
});

/** Runs a file of a service to its end: its exit code, and the settings that it named. */
async function refusal(file: string, env: Record<string, string>, failpoints?: string) {
  const child = spawnProcess({ main: file, env, ...(failpoints && { failpoints }) });
  const exit = await child.exit;
  const named = [...child.output().matchAll(/^ {2}- (\w+): (.*)$/gm)];
  return { exit, names: [...new Set(named.map(([, name]) => name))], output: child.output() };
}

/** Settings that have a value for development only, by service. */
const SECRETS = {
  auth: ['OTP_SECRET', 'KEY_ENCRYPTION_SECRET', 'CURSOR_SECRET'],
  catalog: ['CURSOR_SECRET'],
  orders: ['CURSOR_SECRET'],
  wallet: ['CURSOR_SECRET', 'RAZORPAY_KEY_ID', 'RAZORPAY_KEY_SECRET', 'RAZORPAY_WEBHOOK_SECRET'],
  notify: ['CURSOR_SECRET', 'SMS_DRIVER'],
  'nfc-qr': ['QR_SIGNING_KEYS', 'REVEAL_SECRET', 'CURSOR_SECRET'],
  gateway: ['LOG_ADDRESS_SECRET'],
} as const;
const services = Object.keys(SECRETS) as Array<keyof typeof SECRETS>;

/** Every refusal that is looked at: begun together, since each is a process that takes a second to load. */
const runs = {
  starts: new Map(services.map((service) => [service, refusal(fileOf(service, 'main.ts'), told(service))])),
  unknownMode: refusal(fileOf('notify', 'main.ts'), {
    ...told('notify'),
    NODE_ENV: 'staging',
    DEV_PAGES: 'true',
    HOST: '0.0.0.0',
  }),
  openHost: refusal(fileOf('notify', 'main.ts'), {
    ...told('notify'),
    NODE_ENV: 'development',
    DEV_PAGES: 'true',
    HOST: '0.0.0.0',
  }),
  failpoints: refusal(
    fileOf('gateway', 'main.ts'),
    { ...told('gateway'), LOG_ADDRESS_SECRET: 'x'.repeat(32) },
    'a.b=kill',
  ),
  seeds: services
    .filter((service) => existsSync(fileOf(service, 'cli/seed.ts')))
    .map((service) => {
      const own = Object.fromEntries(SECRETS[service].map((name) => [name, `v1:${'s'.repeat(40)}`]));
      return refusal(fileOf(service, 'cli/seed.ts'), { ...told(service), ...own });
    }),
};
beforeAll(() => Promise.all([...runs.starts.values(), ...runs.seeds]), 120_000);

test.each(services)(
  '%s without NODE_ENV is in production, and names every secret that it lacks',
  async (service) => {
    const { exit, names, output } = (await runs.starts.get(service))!;
    expect([exit, [...names].sort()]).toEqual([78, [...SECRETS[service]].sort()]);
    expect(output).not.toMatch(/development-|devstack/);
  },
);

test('a mode that we do not know opens nothing: it is refused with all that production refuses', async () => {
  const { exit, names } = await runs.unknownMode;
  expect([exit, [...names].sort()]).toEqual([78, ['CURSOR_SECRET', 'DEV_PAGES', 'NODE_ENV', 'SMS_DRIVER']]);
});

test('failpoints are refused in production, where they would be a way to stop a service', async () => {
  const { exit, names } = await runs.failpoints;
  expect([exit, names]).toEqual([78, ['CHOWK_FAILPOINTS']]);
});

test('the page that shows one-time codes is not served to a network, in development either', async () => {
  const { exit, names } = await runs.openHost;
  expect([exit, names]).toEqual([78, ['DEV_PAGES']]);
});

test('demo data are refused in production, with secrets of its own too', async () => {
  expect(runs.seeds).toHaveLength(3);
  for (const { exit, names } of await Promise.all(runs.seeds))
    expect([exit, names]).toEqual([78, ['NODE_ENV']]);
});
