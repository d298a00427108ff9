import { freePort, isPortFree } from '../machine/ports.ts';
import { keyEnv, serviceKeys } from './service-keys.ts';
import type { Env } from './supervisor.ts';

export const SERVICES = ['auth', 'catalog', 'orders', 'wallet', 'notify', 'nfc-qr', 'gateway'] as const;
export type ServiceName = (typeof SERVICES)[number];

const GATEWAY_PORT = 8080;
const RAZORPAY_WEBHOOK_PATH = '/api/v1/payments/webhooks/razorpay';

/** Sandbox credentials, which only the emulator on loopback accepts. */
const RAZORPAY: Env = {
  RAZORPAY_KEY_ID: 'rzp_test_chowkdevstack',
  RAZORPAY_KEY_SECRET: 'devstack-razorpay-key-secret',
  RAZORPAY_WEBHOOK_SECRET: 'devstack-razorpay-webhook-secret',
};

export interface TopologyOptions {
  stores: { mongodbUri: string; redisUrl: string; rabbitmqUrl: string };
  /** processes per service; default 1 */
  replicas?: Partial<Record<ServiceName, number>>;
  /** HTTP port of a service's first process; default: 8080 for the gateway if it is free, else free ports */
  ports?: Partial<Record<ServiceName | 'provider-emulator', number>>;
  /** goes before databases, Redis keys and RabbitMQ names, so that several stacks share the stores; default `chowk` */
  prefix?: string;
  /** keeps the services' key pairs; without it they are new at each start */
  keyFile?: string;
}

/** One process that is to run, with its complete environment. */
export interface ServicePlan {
  name: ServiceName;
  replica: number;
  env: Env;
}

export interface Topology {
  emulator: { port: number; env: Env };
  services: ServicePlan[];
}

/** Decides the ports and the environment of every process of a stack. */
export async function planTopology(options: TopologyOptions): Promise<Topology> {
  const { stores, replicas = {}, ports = {}, prefix = 'chowk', keyFile } = options;
  const places = await Promise.all(
    SERVICES.flatMap((name) =>
      Array.from({ length: replicas[name] ?? 1 }, async (_, i) => ({
        name,
        replica: i + 1,
        port: await portFor(name, i, ports),
        grpcPort: await freePort(),
      })),
    ),
  );
  const emulatorPort = ports['provider-emulator'] ?? (await freePort());
  const emulatorUrl = `http://127.0.0.1:${emulatorPort}`;
  const gatewayPort = places.find(({ name }) => name === 'gateway')?.port ?? GATEWAY_PORT;
  const ring = serviceKeys(SERVICES, keyFile);

  const shared: Env = {
    // Production is the default of every service; this is what makes a stack one for development.
    NODE_ENV: 'development',
    DEV_PAGES: 'true',
    HOST: '127.0.0.1',
    // One machine, and nobody who balances between its processes.
    SHUTDOWN_DELAY_MS: '0',
    LOG_PRETTY: 'false', // whoever shows the lines makes them pretty
    MONGODB_URI: stores.mongodbUri,
    REDIS_URL: stores.redisUrl,
    // Shared on purpose: auth writes revocations that the gateway reads.
    REDIS_PREFIX: `${prefix}:`,
    RABBITMQ_URL: stores.rabbitmqUrl,
    RABBITMQ_PREFIX: prefix,
    ...RAZORPAY,
    RAZORPAY_BASE_URL: emulatorUrl,
    SMS_BASE_URL: emulatorUrl,
    PROVIDER_EMULATOR_URL: emulatorUrl,
    ...addresses(places),
  };
  return {
    emulator: {
      port: emulatorPort,
      env: {
        ...RAZORPAY,
        PROVIDER_EMULATOR_PORT: String(emulatorPort),
        PROVIDER_EMULATOR_HOST: '127.0.0.1',
        RAZORPAY_WEBHOOK_URL: `http://127.0.0.1:${gatewayPort}${RAZORPAY_WEBHOOK_PATH}`,
      },
    },
    services: places.map(({ name, replica, port, grpcPort }) => ({
      name,
      replica,
      env: {
        ...shared,
        ...keyEnv(ring, name),
        MONGODB_DATABASE: `${prefix}_${name}`.replaceAll('-', '_'),
        PORT: String(port),
        GRPC_PORT: String(grpcPort),
      },
    })),
  };
}

async function portFor(
  name: ServiceName,
  index: number,
  ports: Partial<Record<string, number>>,
): Promise<number> {
  if (index === 0 && ports[name] !== undefined) return ports[name];
  if (index === 0 && name === 'gateway' && (await isPortFree(GATEWAY_PORT))) return GATEWAY_PORT;
  return freePort();
}

/** `ORDERS_URL` and `ORDERS_GRPC` of every service; several processes of one are separated by commas. */
function addresses(places: Array<{ name: ServiceName; port: number; grpcPort: number }>): Env {
  const env: Env = {};
  for (const name of SERVICES) {
    const own = places.filter((place) => place.name === name);
    const variable = name.toUpperCase().replaceAll('-', '_');
    env[`${variable}_URL`] = own.map(({ port }) => `http://127.0.0.1:${port}`).join(',');
    env[`${variable}_GRPC`] = own.map(({ grpcPort }) => `127.0.0.1:${grpcPort}`).join(',');
  }
  return env;
}
