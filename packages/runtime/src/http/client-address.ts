import { isIP } from 'node:net';

/**
 * IP address of the client as the gateway saw it: the gateway drops the header when a client sends it. Never
 * X-Forwarded-For, which proxies on the way may write. Undefined when the gateway did not say.
 */
export function clientAddress(headers: Record<string, string | string[] | undefined>): string | undefined {
  const address = headers['x-client-ip'];
  return typeof address === 'string' && isIP(address) !== 0 ? address : undefined;
}
