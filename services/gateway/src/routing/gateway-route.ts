import type { PublishedRoute } from '@chowk/contracts/http';
import { DEFAULT_DEADLINE_MS } from '@chowk/runtime/http';

/** The services that requests are passed on to. */
const UPSTREAMS = ['auth', 'catalog', 'orders', 'wallet', 'notify', 'nfc-qr'] as const;
export type Upstream = (typeof UPSTREAMS)[number];

/**
 * A route as requests go through it. `auth` is what the gateway asks for; the service asks for it again:
 * `public` takes no token, `optional` uses one when it is there (and refuses a bad one), `user` and roles
 * demand one.
 */
export interface GatewayRoute {
  /** Declared path, `/api/v1/orders/:id`; what logs name. */
  path: string;
  /** Who answers: a service, or the gateway itself. */
  service: Upstream | 'gateway';
  auth: PublishedRoute['auth'];
  rateClass: PublishedRoute['rateClass'];
  bodyLimitBytes: number;
  /** Longest time in ms until the answer has ended. */
  deadlineMs: number;
  /** It honours an Idempotency-Key. */
  isIdempotent: boolean;
}

const BODY_LIMIT_BYTES = 256 * 1024;

const isUpstream = (service: string): service is Upstream =>
  (UPSTREAMS as readonly string[]).includes(service);

/** Who answers a route; undefined for the gateway's own pages, which need nobody to be signed in. */
function answererOf({ service, auth }: PublishedRoute): GatewayRoute['service'] | undefined {
  if (isUpstream(service)) return service;
  return auth === 'public' || auth === 'optional' ? undefined : 'gateway';
}

/** A published route for the gateway's use; undefined for the gateway's own pages. */
export function gatewayRoute(route: PublishedRoute): GatewayRoute | undefined {
  const service = answererOf(route);
  return (
    service && {
      path: route.path,
      service,
      auth: route.auth,
      rateClass: route.rateClass,
      bodyLimitBytes: route.bodyLimitBytes ?? BODY_LIMIT_BYTES,
      deadlineMs: route.deadlineMs ?? DEFAULT_DEADLINE_MS,
      isIdempotent: route.idempotent ?? false,
    }
  );
}

/**
 * Where Socket.IO lives (https://socket.io/docs/v4/engine-io-protocol): no route of the contract, but a
 * protocol of its own below one path, by upgrade or by polling.
 */
export const SOCKET_ROUTE: GatewayRoute = {
  path: '/socket.io/',
  service: 'notify',
  auth: 'optional',
  rateClass: 'default',
  bodyLimitBytes: BODY_LIMIT_BYTES,
  deadlineMs: DEFAULT_DEADLINE_MS,
  isIdempotent: false,
};
