import { DevstackError, messageOf } from '../errors.ts';
import type { DataRoot } from '../machine/data-root.ts';
import type { Exit } from '../machine/tied-process.ts';

export type StoreName = 'mongodb' | 'redis' | 'rabbitmq';

/** What a way of getting a store needs to know. */
export interface StoreContext {
  root: DataRoot;
  ephemeral: boolean;
  env: Record<string, string | undefined>;
  /** asks the Docker engine, once for all stores */
  dockerAnswers: () => Promise<boolean>;
  /** starts the named service of docker-compose.yml, together with the others that are wanted */
  composeUp: (service: StoreName) => Promise<{ port: number }>;
  progress: (line: string) => void;
  /** Told where a store will answer that takes its time to start, for whoever can wait for it by himself. */
  announce?: (uri: string) => void;
}

/**
 * The store's process, which tests end on purpose and `npm start` brings back when it fell. Only stores that are
 * our own processes have it.
 */
export interface StoreControls {
  readonly pid: number;
  /** how the present (or last) process ended; another promise after each start */
  readonly exited: Promise<Exit | void>;
  kill9(): Promise<void>;
  /** RabbitMQ only: a memory alarm, in which it takes no more messages, begins or ends. */
  setAlarm?(on: boolean): Promise<void>;
  /** Starts it again on the same port with the same data. */
  start(): Promise<void>;
}

export interface RunningStore {
  uri: string;
  stop(): Promise<void>;
  controls?: StoreControls;
}

/** One way of getting a store: unavailable with a reason, or started. */
export interface Way {
  /** short, for people: "Docker", "redis-server on PATH" */
  name: string;
  /** undefined when the way is open, else why it is not */
  closedBecause(context: StoreContext): Promise<string | undefined>;
  start(context: StoreContext): Promise<RunningStore>;
  /** A way that a person chose: when it fails, saying so beats finding another. */
  isExplicit?: boolean;
}

export interface StoreKind {
  name: StoreName;
  title: string;
  /** what a person can do when no way is open */
  advice: string;
  ways: Way[];
}

/**
 * Starts a store by the first of its ways that works.
 * @throws DevstackError `STORE_UNREACHABLE` when an explicit way fails, `STORES_UNAVAILABLE` when none is left.
 */
export async function startByFirstWay(
  kind: StoreKind,
  context: StoreContext,
): Promise<RunningStore & { how: string }> {
  const reasons: string[] = [];
  for (const way of kind.ways) {
    const reason = await way.closedBecause(context);
    if (reason !== undefined) {
      reasons.push(`${way.name}: ${reason}`);
      continue;
    }
    const begun = performance.now();
    try {
      const store = await way.start(context);
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      context.progress(`${kind.title} is ready (${way.name}, ${seconds} s)`);
      return { ...store, how: way.name };
    } catch (error) {
      if (way.isExplicit) throw error;
      context.progress(`${kind.title}: ${way.name} failed, trying the next way: ${messageOf(error)}`);
      reasons.push(`${way.name}: ${messageOf(error)}`);
    }
  }
  throw new DevstackError(
    'STORES_UNAVAILABLE',
    [`${kind.title}: ${kind.advice}`, ...reasons.map((reason) => `      ${reason}`)].join('\n'),
  );
}

/** The way that comes first for every store: an address that a person put into the environment. */
export function environmentWay(variable: string, check: (uri: string) => Promise<void>): Way {
  return {
    name: `${variable} in the environment`,
    isExplicit: true,
    closedBecause: async ({ env }) => (env[variable] ? undefined : 'not set'),
    async start({ env }) {
      const uri = env[variable] as string;
      try {
        await check(uri);
      } catch (error) {
        // The address may hold a password, so only its variable is named.
        throw new DevstackError('STORE_UNREACHABLE', `${variable} is set, but ${messageOf(error)}`, {
          cause: error,
        });
      }
      return { uri, stop: async () => undefined };
    },
  };
}

/** Docker: compose for `npm start`, a throw-away container for tests. */
export function dockerWay(
  compose: (context: StoreContext) => Promise<RunningStore>,
  throwAway: (context: StoreContext) => Promise<RunningStore>,
): Way {
  return {
    name: 'Docker',
    closedBecause: async ({ dockerAnswers }) => ((await dockerAnswers()) ? undefined : 'no engine answers'),
    start: (context) => (context.ephemeral ? throwAway(context) : compose(context)),
  };
}
