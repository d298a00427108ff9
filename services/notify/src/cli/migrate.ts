// node services/notify/src/cli/migrate.ts: makes the collections and runs the migrations that the database lacks.
import { migrateDatabase } from '@chowk/chassis';
import { runCommand } from '@chowk/runtime/lifecycle';
import { compose } from '../compose.ts';
import { configSchema } from '../config.ts';

await runCommand({
  service: 'notify',
  schema: configSchema,
  process,
  run: migrateDatabase('notify', compose),
});
