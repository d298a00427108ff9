import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createTestAccessTokens,
  createTestKeys,
  spawnService,
  startLoad,
  startPeerService,
  testDatabase,
  testEnv,
  uniqueName,
  until,
  type LoadRequest,
  type SpawnedService,
} from '@chowk/testing';

/** CHAOS=1 rolls three times. */
const ROUNDS = process.env['CHAOS'] ? 3 : 1;
const WORKERS = 8;

const keys = createTestKeys();
const tokens = createTestAccessTokens();
const prefix = uniqueName('roll');
const mainOf = (service: string) => join(import.meta.dirname, '../..', service, 'src/main.ts');
/** As in production, on a shorter scale. */
const STOPPING = { SHUTDOWN_DELAY_MS: '400', HTTP_KEEP_ALIVE_MS: '3000' };

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return String(port);
}

/** A process that is started anew at the same address. */
class Instance {
  readonly #main: string;
  readonly #env: Record<string, string>;
  #running: SpawnedService | undefined;

  constructor(service: string, env: Record<string, string>) {
    this.#main = mainOf(service);
    this.#env = env;
  }
  get url(): string {
    return `http://127.0.0.1:${this.#env['PORT']}`;
  }
  async start(): Promise<void> {
    this.#running = await spawnService({ main: this.#main, env: this.#env });
  }
  async stop(): Promise<number | NodeJS.Signals | undefined> {
    return this.#running?.stop();
  }
}

let database: Awaited<ReturnType<typeof testDatabase>>;
let auth: Awaited<ReturnType<typeof startPeerService>>;
let catalogs: Instance[];
let gateways: Instance[];

beforeAll(async () => {
  database = await testDatabase();
  auth = await startPeerService('auth', keys, { GetJwks: tokens.getJwks });
  const catalogEnv = async () => ({
    ...testEnv('catalog', keys, database.name, prefix),
    ...STOPPING,
    PORT: await freePort(),
  });
  catalogs = [new Instance('catalog', await catalogEnv()), new Instance('catalog', await catalogEnv())];
  const upstream = catalogs.map(({ url }) => url).join(',');
  const urls = ['AUTH', 'CATALOG', 'ORDERS', 'WALLET', 'NOTIFY', 'NFC_QR'].map((name) => [
    `${name}_URL`,
    upstream,
  ]);
  const gatewayEnv = async () => ({
    ...testEnv('gateway', keys, 'unused', prefix),
    ...(Object.fromEntries(urls) as Record<string, string>),
    ...STOPPING,
    AUTH_GRPC: auth.address,
    PORT: await freePort(),
    RATE_LIMIT_ANONYMOUS: '1000000',
    RATE_LIMIT_USER: '1000000',
  });
  gateways = [new Instance('gateway', await gatewayEnv()), new Instance('gateway', await gatewayEnv())];
  await Promise.all([...catalogs, ...gateways].map((instance) => instance.start()));
}, 60_000);
afterAll(async () => {
  await Promise.all([...(gateways ?? []), ...(catalogs ?? [])].map((instance) => instance.stop()));
  await auth.stop();
  await database.drop();
}, 60_000);

/** Half of it reads; none of what writes has an Idempotency-Key. */
function request(n: number): LoadRequest {
  const headers = { authorization: `Bearer ${tokens.sign({ roles: ['user', 'admin'] })}` };
  if (n % 2 === 0) return { method: 'GET', path: '/api/v1/categories/first', expected: 200 };
  const body = { name: `Category ${n}`, slug: `category-${n}`, type: 'home_delivery' };
  return { method: 'POST', path: '/api/v1/categories', headers, body, expected: 201 };
}

test(
  'both replicas of a service and both gateways are replaced under load, and no request fails',
  async () => {
    const first = { ...request(1), body: { name: 'First', slug: 'first', type: 'home_delivery' } };
    const one = startLoad(
      () => [gateways[0]!.url],
      1,
      (n) => (n === 0 ? first : request(0)),
    );
    await until('there is something to read', () => one.done > 0);
    await one.stop();

    const load = startLoad(() => gateways.map(({ url }) => url), WORKERS, request);
    await sleep(500);
    for (let round = 0; round < ROUNDS; round++) {
      for (const instance of [...catalogs, ...gateways]) {
        expect(await instance.stop()).toBe(0);
        await instance.start();
        const before = load.done;
        await until('there is load', () => load.done > before + 2 * WORKERS);
      }
    }
    await load.stop();
    expect(load.failures).toEqual([]);
    // Each POST that was answered was done, and none was done twice: a slug is taken once.
    const posts = await database.connection.collection('categories').countDocuments({ slug: /^category-/ });
    expect(load.done).toBeGreaterThan(50);
    expect(Math.abs(2 * posts - load.done)).toBeLessThanOrEqual(WORKERS + 1);
  },
  ROUNDS * 120_000,
);
