import type { ServiceContract } from '@chowk/runtime/http';
import { attentionContract } from './attention/http/attention.routes.ts';
import { errorsContract } from './pages/errors.routes.ts';
import { openapiContract } from './pages/openapi.routes.ts';

export const contract = {
  service: 'gateway',
  title: 'Gateway',
  capabilities: { errors: errorsContract, openapi: openapiContract, attention: attentionContract },
} as const satisfies ServiceContract;
