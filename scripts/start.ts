// npm start: the stores, the provider emulator, all services and the demo data, until Ctrl-C.
// --services=none brings up the stores only.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  beginStores,
  DevstackError,
  endOrphans,
  keepRunning,
  logPrinter,
  onInterruption,
  seedDemoData,
  startStack,
  type Stack,
  type StoreName,
  type Stores,
} from '@chowk/devstack';
import { stepPrinter } from './steps.ts';

const checkout = path.resolve(import.meta.dirname, '..');
const dataDir = path.join(checkout, '.data');
const stackFile = path.join(dataDir, 'stack.json');
const STORE_TITLES: Record<StoreName, string> = { mongodb: 'MongoDB', redis: 'Redis', rabbitmq: 'RabbitMQ' };
const { seconds, step } = stepPrinter();
const seeds = { checkout, dataDir, progress: step };

/** All requests here come from one address, so the limits per address would stop a developer's second try. */
const FOR_ONE_DEVELOPER = {
  RATE_LIMIT_AUTH_PER_MINUTE: '600',
  RATE_LIMIT_ANONYMOUS: '100000',
  OTP_SENDS_PER_HOUR_ADDRESS: '1000',
  OTP_SENDS_PER_HOUR_NETWORK: '1000',
};

/** The people of the demo have numbers that nobody can hold, of a country that is not served otherwise. */
const FOR_THE_DEMO = {
  PHONE_COUNTRY_CODES: '91,1',
  // Who runs the demo city, also where an older seed gave them another number.
  BOOTSTRAP_ADMIN_PHONES: '+12015550110',
};

const { values } = parseArgs({ options: { services: { type: 'string', default: 'all' } } });
if (values.services !== 'all' && values.services !== 'none') {
  console.error('usage: npm start [-- --services=none]');
  process.exit(2);
}

type Addresses = Pick<Stores, 'mongodbUri' | 'redisUrl' | 'rabbitmqUrl'>;
let stores: Stores | undefined;
let stack: Stack | undefined;
let supervision: ReturnType<typeof keepRunning> | undefined;
let ending = false;
let isReady = false;

onInterruption((exitCode) => {
  ending = true;
  void end(exitCode);
});

try {
  const begun = await beginStores({ dataDir, progress: step });
  // The services come up while RabbitMQ boots.
  if (values.services === 'all') stack = await startServices(begun.addresses);
  const seeding = stack && seedDemoData({ ...seeds, environments: stack.environments });
  // Whatever fails first ends all; what fails after that has nobody to tell.
  seeding?.catch(() => undefined);
  stores = await begun.ready;
  step(`data: ${stores.folder}`);
  if (stack) await completeStack(begun.addresses, stores, seeding);
  else tellStores(stores);
  supervise(stores, stack);
} catch (error) {
  // While we are ending, steps that are cut short are no news.
  if (!ending) {
    console.error(`\n${error instanceof DevstackError ? error.message : String((error as Error).stack)}`);
    await end(1);
  }
}

async function startServices(at: Addresses): Promise<Stack> {
  await endOrphans(path.join(dataDir, 'pids'));
  const level = process.env['LOG_LEVEL'] ?? 'warn';
  const print = logPrinter({
    level,
    colorize: process.stdout.isTTY ?? false,
    write: (text) => void process.stdout.write(text),
  });
  return startStack({
    stores: at,
    dataDir,
    // The files in .data/logs hold a whole story even where the terminal shows the warnings only.
    extraEnv: {
      ...FOR_ONE_DEVELOPER,
      ...FOR_THE_DEMO,
      LOG_LEVEL: ['warn', 'error', 'fatal', 'silent'].includes(level) ? 'info' : level,
    },
    // Until all is ready the steps have the terminal; who dies before that is quoted by the error.
    onLine: (name, line) => isReady && print(name, line),
    onReady: ({ name, url }, took) => step(`${name} is ready at ${url} (${took.toFixed(1)} s)`),
  });
}

/** From here on events flow, and there is something to see. */
async function completeStack(
  announced: Addresses,
  running: Stores,
  seeding: Promise<void> | undefined,
): Promise<void> {
  if (running.rabbitmqUrl !== announced.rabbitmqUrl) {
    // The broker that was to be did not start; another way found one.
    await stack?.stop();
    stack = await startServices(running);
  }
  if (!stack) return;
  await Promise.all([seeding, stack.connected()]);
  tellStack(running, stack);
  isReady = true;
}

/** What falls in the middle of work, a service or a store of ours, is told of and started again. */
function supervise({ controls }: Stores, running: Stack | undefined): void {
  const fallen = Object.entries(controls).map(([name, control]) => ({
    name: STORE_TITLES[name as StoreName],
    start: () => control.start(),
    get exited() {
      return control.exited;
    },
  }));
  const processes = running ? [running.emulator, ...Object.values(running.replicas).flat()] : [];
  supervision = keepRunning([...fallen, ...processes], { tell: (text) => console.error(`\n${text}`) });
}

function tellStores({ mongodbUri, redisUrl, rabbitmqUrl }: Stores): void {
  console.log(`\nThe stores are ready in ${seconds().toFixed(1)} s. For another terminal:\n`);
  console.log(
    `  export MONGODB_URI='${mongodbUri}'\n  export REDIS_URL='${redisUrl}'\n  export RABBITMQ_URL='${rabbitmqUrl}'`,
  );
  console.log('\nCtrl-C ends them; their data stay.');
}

function tellStack(running: Stores, { gatewayUrl, emulator, services }: Stack): void {
  const { mongodbUri, redisUrl, rabbitmqUrl } = running;
  const addresses = Object.fromEntries(
    Object.entries(services).map(([name, { url, grpcAddress }]) => [name, { url, grpc: grpcAddress }]),
  );
  // For the demo, the seed and the bench, which are clients of what runs here. Owner only: it names the stores.
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(
    stackFile,
    `${JSON.stringify({ pid: process.pid, gatewayUrl, emulatorUrl: emulator.url, services: addresses, stores: { mongodbUri, redisUrl, rabbitmqUrl } }, null, 2)}\n`,
    { mode: 0o600 },
  );
  const rows = [
    ['gateway', gatewayUrl, 'the one door for apps'],
    ...Object.entries(addresses)
      .filter(([name]) => name !== 'gateway')
      .map(([name, { url, grpc }]) => [name, url, `gRPC ${grpc}`]),
    ['emulator', emulator.url, 'Razorpay and SMS, as they are and as they fail'],
    ['MongoDB', mongodbUri, running.how.mongodb ?? ''],
    ['Redis', redisUrl, running.how.redis ?? ''],
    ['RabbitMQ', rabbitmqUrl, running.how.rabbitmq ?? ''],
  ];
  const width = (column: number) => Math.max(...rows.map((row) => (row[column] ?? '').length));
  console.log();
  for (const [name = '', address = '', note = ''] of rows) {
    console.log(`  ${name.padEnd(width(0))}  ${address.padEnd(width(1))}  ${note}`);
  }
  console.log(`
Try:
  curl ${gatewayUrl}/api/v1/categories
  curl ${gatewayUrl}/api/v1/auth/otp/request -H 'content-type: application/json' -d '{"phone":"+919876543210"}'
  curl '${gatewayUrl}/api/v1/dev/messages?to=%2B919876543210'   # the one-time code that was "sent"
  npm run demo                                      # the whole story, in another terminal

Logs: .data/logs/ (all), here (LOG_LEVEL=${process.env['LOG_LEVEL'] ?? 'warn'} and worse). Ctrl-C ends everything.
ready in ${seconds().toFixed(1)} s
`);
}

async function end(exitCode: number): Promise<never> {
  ending = true;
  supervision?.stop();
  rmSync(stackFile, { force: true });
  if (stores) console.log('\nstopping ...');
  await stack?.stop();
  await stores?.stop();
  process.exit(exitCode);
}
