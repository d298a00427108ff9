/** A route of the published contract, as the gateway serves it. */
export interface PublishedRoute {
  operationId: string;
  service: string;
  method: 'get' | 'head' | 'post' | 'put' | 'patch' | 'delete';
  /** Full path, in Express notation: `/api/v1/orders/:id`. */
  path: string;
  /** The least that it asks for: see `RouteAuth` of @chowk/runtime/http. */
  auth: 'public' | 'optional' | 'user' | readonly string[];
  rateClass: 'default' | 'auth' | 'webhook';
  bodyLimitBytes?: number;
  deadlineMs?: number;
  /** It honours an Idempotency-Key: with one it may be sent again. */
  idempotent?: boolean;
  streaming?: boolean;
  development?: boolean;
  sunset?: string;
}
