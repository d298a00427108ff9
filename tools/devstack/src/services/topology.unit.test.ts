import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { planTopology, SERVICES } from './topology.ts';

const stores = {
  mongodbUri: 'mongodb://127.0.0.1:1/',
  redisUrl: 'redis://127.0.0.1:2',
  rabbitmqUrl: 'amqp://127.0.0.1:3',
};

test('every service runs once unless replicas are asked for, and neighbours see all of them', async () => {
  const { services } = await planTopology({ stores, replicas: { orders: 2 } });
  expect(services.map(({ name, replica }) => `${name} ${replica}`).sort()).toEqual(
    [...SERVICES.map((name) => `${name} 1`), 'orders 2'].sort(),
  );
  const [first, second] = services.filter(({ name }) => name === 'orders');
  const wallet = services.find(({ name }) => name === 'wallet')?.env;
  expect(wallet?.['ORDERS_GRPC']).toBe(
    `127.0.0.1:${first?.env['GRPC_PORT']},127.0.0.1:${second?.env['GRPC_PORT']}`,
  );
  expect(wallet?.['NFC_QR_URL']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test('a stack says itself that it is for development, and listens on loopback', async () => {
  const { services } = await planTopology({ stores });
  for (const { env } of services)
    expect(env).toMatchObject({ NODE_ENV: 'development', DEV_PAGES: 'true', HOST: '127.0.0.1' });
});

test('no two processes share a port', async () => {
  const { services, emulator } = await planTopology({ stores, replicas: { orders: 3, gateway: 2 } });
  const ports = [
    emulator.port,
    ...services.flatMap(({ env }) => [Number(env['PORT']), Number(env['GRPC_PORT'])]),
  ];
  expect(new Set(ports).size).toBe(ports.length);
});

test('the prefix separates databases, keys and queues of two stacks on the same stores', async () => {
  const { services } = await planTopology({ stores, prefix: 'e2e7' });
  const nfcQr = services.find(({ name }) => name === 'nfc-qr')?.env;
  expect(nfcQr).toMatchObject({
    MONGODB_DATABASE: 'e2e7_nfc_qr',
    REDIS_PREFIX: 'e2e7:',
    RABBITMQ_PREFIX: 'e2e7',
  });
});

test("webhooks of the emulator go to the gateway's port", async () => {
  const { emulator } = await planTopology({ stores, ports: { gateway: 18_080 } });
  expect(emulator.env['RAZORPAY_WEBHOOK_URL']).toBe(
    'http://127.0.0.1:18080/api/v1/payments/webhooks/razorpay',
  );
});

test('what a service signs with its private key, its neighbours verify with the key set', async () => {
  const { services } = await planTopology({ stores });
  const env = services.find(({ name }) => name === 'orders')?.env ?? {};
  const data = Buffer.from('hello');
  const pem = Buffer.from(env['SERVICE_PRIVATE_KEY'] ?? '', 'base64').toString();
  const signature = sign('sha256', data, createPrivateKey(pem));
  const { keys } = JSON.parse(env['SERVICE_KEYS'] ?? '') as { keys: Array<Record<string, string>> };
  const accepts = (kid: string) =>
    verify(
      'sha256',
      data,
      createPublicKey({ key: keys.find((key) => key['kid'] === kid) ?? {}, format: 'jwk' }),
      signature,
    );
  expect(accepts('orders')).toBe(true);
  expect(accepts('wallet')).toBe(false);
  expect(keys.every((key) => key['d'] === undefined)).toBe(true);
});

test('key pairs are made once, in a file that only its owner reads', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'chowk-keys-'));
  try {
    const keyFile = path.join(folder, 'keys.json');
    const first = await planTopology({ stores, keyFile });
    const second = await planTopology({ stores, keyFile });
    expect(second.services[0]?.env['SERVICE_KEYS']).toBe(first.services[0]?.env['SERVICE_KEYS']);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
