import { DevstackError, messageOf } from '../errors.ts';
import { openDataRoot, openEphemeralRoot } from '../machine/data-root.ts';
import { dockerAnswers } from '../machine/docker.ts';
import { ComposeProject } from './compose.ts';
import { mongodb } from './mongodb.ts';
import { rabbitmq } from './rabbitmq.ts';
import { redis } from './redis.ts';
import { startByFirstWay } from './ways.ts';
import type { RunningStore, StoreContext, StoreControls, StoreKind, StoreName } from './ways.ts';

const KINDS: Record<StoreName, StoreKind> = { mongodb, redis, rabbitmq };
const VARIABLES: Record<StoreName, string> = {
  mongodb: 'MONGODB_URI',
  redis: 'REDIS_URL',
  rabbitmq: 'RABBITMQ_URL',
};

export interface StartStoresOptions {
  /** the checkout's `.data/` */
  dataDir: string;
  /** told of each step, one line at a time */
  progress: (line: string) => void;
  /** for tests: data of its own, removed at stop() */
  ephemeral?: boolean;
  /** default: all three */
  want?: StoreName[];
  /** default: the environment of this process; CHOWK_DOCKER=off in it leaves Docker out */
  env?: Record<string, string | undefined>;
}

export interface Stores {
  /** empty when not wanted, as the other two */
  mongodbUri: string;
  redisUrl: string;
  rabbitmqUrl: string;
  /** by which way each store was had, for people */
  how: Partial<Record<StoreName, string>>;
  /** where the stores that are our own processes keep their data */
  folder: string;
  /** for tests of outages; only for stores that are our own processes */
  controls: Partial<Record<StoreName, StoreControls>>;
  stop(): Promise<void>;
}

/** Stores that are coming up. */
export interface BegunStores {
  /** All addresses are known, and those answer that are needed to start a service: all but the broker. */
  addresses: Pick<Stores, 'mongodbUri' | 'redisUrl' | 'rabbitmqUrl'>;
  /**
   * All stores answer. The broker's address may be another one than was announced, where a way failed and the
   * next was taken. Rejects as `startStores` does.
   */
  ready: Promise<Stores>;
}

/**
 * Brings up the stores side by side, each by the first way that is open: the environment, Docker, a program on
 * PATH, Debian packages. What it starts listens on loopback only and ends with this process.
 * @throws DevstackError `STORES_UNAVAILABLE` (names every store that is missing and what to do),
 *   `STORE_UNREACHABLE`, `ALREADY_RUNNING`
 */
export const startStores = async (options: StartStoresOptions): Promise<Stores> =>
  (await beginStores(options)).ready;

/**
 * As startStores, for who starts services meanwhile: RabbitMQ takes longer to boot than they do, and they do
 * without it until it is there.
 */
export async function beginStores(options: StartStoresOptions): Promise<BegunStores> {
  const {
    dataDir,
    progress,
    ephemeral = false,
    want = ['mongodb', 'redis', 'rabbitmq'],
    env = process.env,
  } = options;
  const root = ephemeral ? await openEphemeralRoot(progress) : await openDataRoot(dataDir, progress);
  const compose = new ComposeProject(
    root.id,
    want.filter((name) => !env[VARIABLES[name]]),
    progress,
  );
  let docker: Promise<boolean> | undefined;
  const announced = Promise.withResolvers<string>();
  const contextOf = (name: StoreName): StoreContext => ({
    root,
    ephemeral,
    env,
    progress,
    ...(name === 'rabbitmq' && { announce: announced.resolve }),
    dockerAnswers: () =>
      (docker ??= env['CHOWK_DOCKER'] === 'off' ? Promise.resolve(false) : dockerAnswers()),
    composeUp: (service) => compose.up(service),
  });
  const starting = want.map((name) => startByFirstWay(KINDS[name], contextOf(name)));
  const ready = allOf(want, starting, { folder: root.folder, end: () => compose.stop(), root });
  // Who fails before the others are there fails for both.
  ready.catch(() => undefined);

  const uriOf = async (name: StoreName): Promise<string> =>
    want.includes(name) ? (await starting[want.indexOf(name)]!).uri : '';
  const [mongodbUri, redisUrl, rabbitmqUrl] = await Promise.all([
    uriOf('mongodb'),
    uriOf('redis'),
    Promise.race([uriOf('rabbitmq'), announced.promise]),
  ]).catch(async (error: unknown) => {
    // Which has all that are missing in one error.
    await ready;
    throw error;
  });
  return { addresses: { mongodbUri, redisUrl, rabbitmqUrl }, ready };
}

async function allOf(
  want: readonly StoreName[],
  starting: ReadonlyArray<Promise<RunningStore & { how: string }>>,
  { folder, end, root }: { folder: string; end: () => Promise<void>; root: { release(): void } },
): Promise<Stores> {
  const outcomes = await Promise.allSettled(starting);
  const running = new Map<StoreName, RunningStore & { how: string }>();
  outcomes.forEach(
    (outcome, i) => outcome.status === 'fulfilled' && running.set(want[i] as StoreName, outcome.value),
  );

  let stopping: Promise<void> | undefined;
  const stop = () =>
    (stopping ??= Promise.allSettled([...running.values()].map((store) => store.stop()))
      .then(end)
      .finally(() => root.release()));

  const failures = outcomes
    .filter((outcome) => outcome.status === 'rejected')
    .map((outcome) => outcome.reason);
  if (failures.length > 0) {
    await stop();
    throw missingStores(failures);
  }
  return {
    mongodbUri: running.get('mongodb')?.uri ?? '',
    redisUrl: running.get('redis')?.uri ?? '',
    rabbitmqUrl: running.get('rabbitmq')?.uri ?? '',
    how: Object.fromEntries([...running].map(([name, { how }]) => [name, how])),
    controls: Object.fromEntries(
      [...running].flatMap(([name, { controls }]) => (controls ? [[name, controls]] : [])),
    ),
    folder,
    stop,
  };
}

/** One error for all stores that are missing, so that a person installs everything in one go. */
export function missingStores(failures: unknown[]): unknown {
  const first = failures[0];
  if (failures.length === 1 && !(first instanceof DevstackError && first.code === 'STORES_UNAVAILABLE'))
    return first;
  const codes = failures.map((failure) => (failure instanceof DevstackError ? failure.code : undefined));
  const code = codes.find((candidate) => candidate !== undefined) ?? 'STORES_UNAVAILABLE';
  const parts = failures.map((failure) => `  - ${messageOf(failure)}`);
  return new DevstackError(code, `Chowk cannot have the stores that it needs:\n${parts.join('\n')}`, {
    cause: new AggregateError(failures),
  });
}
