import { runService } from '@chowk/runtime/lifecycle';
import { compose } from './compose.ts';
import { configSchema } from './config.ts';

await runService({ service: 'orders', schema: configSchema, compose, process });
