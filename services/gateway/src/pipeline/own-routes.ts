import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { createHttpApp, type Route } from '@chowk/runtime/http';
import { createIdentityVerifier } from '@chowk/runtime/identity';
import type { Health } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { Config } from '../config.ts';

/** Serves a request of the gateway's own routes that has come through the pipeline; resolves when it has ended. */
export type OwnRoutes = (
  request: IncomingMessage,
  response: ServerResponse,
  passed: { target: string; headers: Record<string, string> },
) => Promise<void>;

/**
 * The gateway's own routes for people who are signed in. They are served like those of a service, by what the
 * gateway itself vouches for: what the client sent under those names is replaced.
 */
export function createOwnRoutes(deps: {
  routes: readonly Route[];
  config: Pick<Config, 'SERVICE_KEYS' | 'CHECK_REPLIES' | 'BODY_LIMIT_BYTES'>;
  health: Health;
  logger: Logger;
}): OwnRoutes {
  const { routes, config, health, logger } = deps;
  const app: RequestListener = createHttpApp({
    ...{ service: 'gateway', routes, health },
    // Every request is in the log of the pipeline already.
    logger: logger.child({}, { level: logger.isLevelEnabled('warn') ? 'warn' : logger.level }),
    identities: createIdentityVerifier({ service: 'gateway', keys: config.SERVICE_KEYS }),
    bodyLimitBytes: config.BODY_LIMIT_BYTES,
    checkReplies: config.CHECK_REPLIES,
  });
  return async (request, response, { target, headers }) => {
    if (response.destroyed) return;
    delete request.headers['traceparent'];
    Object.assign(request.headers, headers);
    request.url = target;
    const closed = once(response, 'close');
    app(request, response);
    await closed;
  };
}
