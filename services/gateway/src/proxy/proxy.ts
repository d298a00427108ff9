import type { Config } from '../config.ts';
import type { Upstream } from '../routing/routing.ts';
import { UpstreamPool } from './upstream-pool.ts';

// The door of proxy: how a request reaches a service.
export { ask } from './ask.ts';
export { forward } from './forward.ts';
export { hasBody } from './request-body.ts';
export type { UpstreamPool } from './upstream-pool.ts';

/** The services behind the gateway, each with its replicas. */
export function openUpstreams(config: Config): Record<Upstream, UpstreamPool> {
  const open = (name: Upstream, urls: readonly string[]) =>
    new UpstreamPool(name, {
      urls,
      connections: config.UPSTREAM_CONNECTIONS,
      maxInFlight: config.UPSTREAM_MAX_IN_FLIGHT,
      breakerFailures: config.BREAKER_FAILURES,
      breakerCoolDownMs: config.BREAKER_COOL_DOWN_MS,
    });
  return {
    auth: open('auth', config.AUTH_URL),
    catalog: open('catalog', config.CATALOG_URL),
    orders: open('orders', config.ORDERS_URL),
    wallet: open('wallet', config.WALLET_URL),
    notify: open('notify', config.NOTIFY_URL),
    'nfc-qr': open('nfc-qr', config.NFC_QR_URL),
  };
}
