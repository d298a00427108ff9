import { randomBytes } from 'node:crypto';
import { connectMongo } from '@chowk/runtime/mongo';
import type { Connection } from 'mongoose';

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with \`npm test\`, which starts the stores`);
  return value;
}

/** Addresses of the stores of this test run; scripts/test.ts starts them once for all files. */
export const storeAddresses = () => ({
  mongodbUri: fromEnvironment('MONGODB_URI'),
  redisUrl: fromEnvironment('REDIS_URL'),
  rabbitmqUrl: fromEnvironment('RABBITMQ_URL'),
});

/**
 * MONGODB_URI through a line of `startTcpProxy`: to the one server at its end, for the addresses that a replica
 * set tells of lead around it.
 */
export function mongoUriThrough({ address }: { address: string }): string {
  const uri = new URL(storeAddresses().mongodbUri);
  uri.host = address;
  uri.searchParams.delete('replicaSet');
  uri.searchParams.set('directConnection', 'true');
  return uri.href;
}

/** A name that no other test file has: for databases, exchanges and key prefixes. */
export const uniqueName = (what = 't'): string => `${what}_${randomBytes(6).toString('hex')}`;

/** A database of this test file's own; MongoDB makes it at the first write. Drop it in afterAll with `drop()`. */
export async function testDatabase(): Promise<{
  connection: Connection;
  name: string;
  drop(): Promise<void>;
}> {
  const name = uniqueName('test');
  const connection = await connectMongo({
    uri: storeAddresses().mongodbUri,
    database: name,
    poolSize: 40,
    // Races put hundreds of calls on it at once: they are to wait for their turn, however slow the machine is.
    waitMs: 25_000,
  });
  return {
    connection,
    name,
    async drop() {
      await connection.dropDatabase();
      await connection.close();
    },
  };
}
