import { MongoClient } from 'mongodb';

/** Removes the databases whose names begin so. */
export async function dropDatabases(mongodbUri: string, prefix: string): Promise<void> {
  const client = await MongoClient.connect(mongodbUri);
  try {
    const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
    for (const { name } of databases) if (name.startsWith(prefix)) await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
}
