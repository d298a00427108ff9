import type { Route } from '@chowk/runtime/http';
import type { IdentitySigner } from '@chowk/runtime/identity';
import type { Logger } from '@chowk/runtime/log';
import type { UpstreamPool } from '../proxy/proxy.ts';
import { createAttentionUpstream } from './attention-upstream.ts';
import { attentionRoutes } from './http/attention.routes.ts';
import { createListAttention } from './use-cases/list-attention.ts';

/** The door of attention: what is stuck in all services, as one list. */
export function composeAttention(deps: {
  upstreams: Readonly<Record<string, UpstreamPool>>;
  signer: IdentitySigner;
  /** How long each service gets to answer, in ms. */
  timeoutMs: number;
  logger: Logger;
}): Route[] {
  const { upstreams, signer, timeoutMs, logger } = deps;
  const asked = Object.entries(upstreams).map(([service, pool]) =>
    createAttentionUpstream({ service, pool, signer, timeoutMs }),
  );
  return attentionRoutes({ listAttention: createListAttention({ upstreams: asked, logger }) });
}
