import { runService } from '@chowk/runtime/lifecycle';
import { compose } from './compose.ts';
import { configSchema, serverOptions } from './config.ts';

await runService({ service: 'gateway', schema: configSchema, compose, server: serverOptions, process });
