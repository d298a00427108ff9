import { runService } from '@chowk/runtime/lifecycle';
import { composeFor } from '../src/compose.ts';
import { configSchema } from '../src/config.ts';
import { TEST_ROUTES } from './test-routes.ts';

await runService({
  service: 'gateway',
  schema: configSchema,
  compose: (context) => composeFor(TEST_ROUTES, context),
  process,
});
