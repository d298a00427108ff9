import { AppError } from '@chowk/contracts/errors';
import { createHttpApp, errorBody } from '@chowk/runtime/http';
import type { Health } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import express from 'express';
import type { UpstreamPool } from '../proxy/proxy.ts';
import { DOCS_PATHS, docsPages } from './docs.ts';
import { errorsRoutes } from './errors.routes.ts';
import { healthPages, HEALTH_PATHS } from './health.ts';
import { openapiRoutes } from './openapi.routes.ts';

export interface PagesDeps {
  health: Health;
  upstreams: Readonly<Record<string, UpstreamPool>>;
  checkReplies: boolean;
  logger: Logger;
}

/** The door of pages: what the gateway answers itself. */
export function createPages(deps: PagesDeps) {
  const routes = [...errorsRoutes(), ...openapiRoutes()];
  const paths = new Set([...HEALTH_PATHS, ...DOCS_PATHS, ...routes.map(({ spec }) => spec.path)]);
  const app = express();
  app.disable('x-powered-by');
  app.set('case sensitive routing', true);
  app.set('strict routing', true);
  app.use((request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next();
    const error = new AppError('METHOD_NOT_ALLOWED');
    response.setHeader('allow', 'GET, HEAD');
    response.status(error.status).json(errorBody(error));
  });
  app.use(healthPages(deps));
  app.use(docsPages());
  app.use(
    createHttpApp({
      service: 'gateway',
      logger: deps.logger,
      health: deps.health,
      routes,
      bodyLimitBytes: 0,
      checkReplies: deps.checkReplies,
    }),
  );
  return { serves: (path: string): boolean => paths.has(path), handle: app };
}
