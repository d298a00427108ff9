import type { PublishedRoute } from '@chowk/contracts/http';
import type { ServiceContract } from '@chowk/runtime/http';

/** The routes of a service as the gateway needs them: where a request goes, and under which limits. */
export function publishedRoutes(contract: ServiceContract): PublishedRoute[] {
  return Object.values(contract.capabilities).flatMap((routes) =>
    Object.entries(routes).map(([operationId, spec]) => ({
      operationId,
      service: contract.service,
      method: spec.method,
      path: spec.path,
      auth: spec.auth,
      rateClass: spec.rateClass ?? 'default',
      ...(spec.bodyLimitBytes !== undefined && { bodyLimitBytes: spec.bodyLimitBytes }),
      ...(spec.deadlineMs !== undefined && { deadlineMs: spec.deadlineMs }),
      ...(spec.idempotency && { idempotent: true }),
      ...(spec.streaming && { streaming: true }),
      ...(spec.development && { development: true }),
      ...(spec.sunset !== undefined && { sunset: spec.sunset }),
    })),
  );
}
