import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startStores, type StoreControls } from '@chowk/devstack';
import { startTcpProxy, storeAddresses, type TcpProxy } from '@chowk/testing';

/** Stores that a test may trouble without harm to the run's other files, each behind a line of its own. */
export interface OwnStores {
  /** What a house is started with. */
  addresses: { mongodbUri: string; redisUrl: string; rabbitmqUrl: string };
  lines: Record<'mongodb' | 'redis' | 'rabbitmq', TcpProxy>;
  rabbitmq: Required<StoreControls>;
  /** The true address, past the line. */
  redisUrl: string;
  stop(): Promise<void>;
}

/** A Redis and a RabbitMQ of this file's own; the MongoDB of the run, whose line alone is this file's. */
export async function startOwnStores(): Promise<OwnStores> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'chowk-troubled-'));
  const own = await startStores({
    dataDir,
    ephemeral: true,
    want: ['redis', 'rabbitmq'],
    progress: () => undefined,
    // Docker's would have no controls, and the run's are not ours to break.
    env: { ...process.env, REDIS_URL: '', RABBITMQ_URL: '', CHOWK_DOCKER: 'off' },
  });
  const { rabbitmq } = own.controls;
  if (!rabbitmq?.setAlarm) throw new Error('RabbitMQ is not a process of ours');
  const mongodb = new URL(storeAddresses().mongodbUri);
  const lines = {
    mongodb: await startTcpProxy({ to: mongodb.host }),
    redis: await startTcpProxy({ to: new URL(own.redisUrl).host }),
    rabbitmq: await startTcpProxy({ to: new URL(own.rabbitmqUrl).host }),
  };
  return {
    addresses: {
      // Direct, or the driver would learn the true address and go around the line.
      mongodbUri: `mongodb://${lines.mongodb.address}/?directConnection=true`,
      redisUrl: `redis://${lines.redis.address}`,
      rabbitmqUrl: own.rabbitmqUrl.replace(new URL(own.rabbitmqUrl).host, lines.rabbitmq.address),
    },
    lines,
    rabbitmq: rabbitmq as Required<StoreControls>,
    redisUrl: own.redisUrl,
    async stop() {
      await Promise.all(Object.values(lines).map((line) => line.stop()));
      await own.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
