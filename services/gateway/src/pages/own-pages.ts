import { ERROR_CATALOGUE } from '@chowk/contracts/errors';
import type { Health } from '@chowk/runtime/lifecycle';
import express, { type Express } from 'express';
import type { UpstreamPool } from '../proxy/upstream-pool.ts';

const OWN_PATHS = new Set(['/healthz', '/livez', '/readyz', '/api/v1/errors']);

/** Whether the gateway answers a path itself. */
export const isOwnPath = (path: string): boolean => OWN_PATHS.has(path);

/** The gateway's own addresses: health, and the error catalogue for client developers. */
export function createOwnPages(options: {
  health: Health;
  upstreams: Record<string, UpstreamPool>;
}): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get(['/healthz', '/livez'], (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', async (_request, response) => {
    const report = await options.health.check();
    const upstreams = Object.fromEntries(
      Object.entries(options.upstreams).map(([name, pool]) => [
        name,
        pool.report().map(({ breaker }) => breaker),
      ]),
    );
    response.status(report.ready ? 200 : 503).json({ ...report, upstreams });
  });
  app.get('/api/v1/errors', (_request, response) => {
    const items = Object.entries(ERROR_CATALOGUE).map(([code, { status, message }]) => ({
      code,
      status,
      message,
    }));
    response.setHeader('cache-control', 'public, max-age=300');
    response.json({ success: true, data: { items } });
  });
  app.use((_request, response) => {
    response.status(405).json({
      success: false,
      error: ERROR_CATALOGUE.METHOD_NOT_ALLOWED.message,
      code: 'METHOD_NOT_ALLOWED',
    });
  });
  return app;
}
