import type { Health } from '@chowk/runtime/lifecycle';
import express, { type Router } from 'express';
import type { UpstreamPool } from '../proxy/proxy.ts';

export const HEALTH_PATHS: readonly string[] = ['/healthz', '/livez', '/readyz'];

/** For whoever supervises: alive, and ready, with the breaker of every replica behind. */
export function healthPages(deps: {
  health: Health;
  upstreams: Readonly<Record<string, UpstreamPool>>;
}): Router {
  const pages = express.Router({ caseSensitive: true, strict: true });
  pages.get(['/healthz', '/livez'], (_request, response) => void response.json({ status: 'ok' }));
  pages.get('/readyz', async (_request, response) => {
    const report = await deps.health.check();
    const upstreams = Object.fromEntries(
      Object.entries(deps.upstreams).map(([name, pool]) => [
        name,
        pool.report().map(({ breaker }) => breaker),
      ]),
    );
    response.status(report.ready ? 200 : 503).json({ ...report, upstreams });
  });
  return pages;
}
