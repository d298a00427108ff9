import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs, type ServiceContext } from '@chowk/runtime/lifecycle';
import { checkMongo, connectMongo, mongoTime } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';
import type { ChassisConfig } from './chassis-config.ts';

const BACKOFF = { firstMs: 250, maxMs: 5_000 };

/** Anything else, such as a wrong password, does not get better by waiting. */
const isAway = (error: unknown): boolean =>
  error instanceof Error &&
  /^(MongooseServerSelection|MongoServerSelection|MongoNetwork|MongoNetworkTimeout|MongoOperationTimeout)Error$/.test(
    error.name,
  );

/**
 * Connects to the service's database, and makes it part of readiness. A service waits for a database that is
 * away, alive and not ready: to die of it would only make an outage longer. A command rejects.
 */
export async function openDatabase({
  config,
  logger,
  health,
  shutdown,
  http,
}: ServiceContext<ChassisConfig>): Promise<Connection> {
  let connection: Connection | undefined;
  health.add('mongodb', async () => {
    if (!connection) throw new Error('not connected yet');
    await checkMongo(connection);
  });
  for (let failures = 1; ; failures++) {
    try {
      const opened = await connectMongo({
        uri: config.MONGODB_URI,
        database: config.MONGODB_DATABASE,
        poolSize: config.MONGODB_POOL_SIZE,
        timeoutMs: config.MONGODB_TIMEOUT_MS,
        waitMs: config.MONGODB_WAIT_MS,
      });
      // It was seen by the driver's monitoring; now it has to answer us, too.
      await mongoTime(opened).catch(async (err: unknown) => {
        await opened.close();
        throw err;
      });
      connection = opened;
      break;
    } catch (err) {
      if (!isAway(err) || !http) throw err;
      logger.warn({ err }, 'the database does not answer, will try again');
      await sleep(backoffMs(BACKOFF, failures));
    }
  }
  const opened = connection;
  shutdown.add('mongodb', () => opened.close());
  return opened;
}
