// node services/catalog/src/seed.ts: loads the demo city into the catalog's database.
import { loadConfig, mongoConfigSchema } from '@chowk/runtime/config';
import { connectMongo, runMigrations } from '@chowk/runtime/mongo';
import { loadDemoCity } from './seed/load-demo-city.ts';
import { collections } from './store/migrations/0001-collections.ts';

const config = loadConfig(mongoConfigSchema, process.env);
const connection = await connectMongo({
  uri: config.MONGODB_URI,
  database: config.MONGODB_DATABASE,
  poolSize: config.MONGODB_POOL_SIZE,
});
try {
  await runMigrations(connection, [collections]);
  await loadDemoCity(connection, (line) => process.stdout.write(`catalog ${line}\n`));
} finally {
  await connection.close();
}
