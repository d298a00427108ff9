import type { IncomingMessage } from 'node:http';
import { IDENTITY_HEADER, type IdentitySigner, type UserIdentity } from '@chowk/runtime/identity';
import { traceHeaders } from '@chowk/runtime/telemetry';
import type { GatewayRoute } from '../routing/routing.ts';

/** Fields that belong to one connection (RFC 9110, 7.6.1) or that nobody outside may set. */
const DROPPED = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'host',
  'forwarded',
  // Services believe the signed identity only; the token stays at the door.
  'authorization',
  // Ids and traces are ours; whatever a propagator may be set to read is dropped, not only what ours reads.
  'traceparent',
  'tracestate',
  'baggage',
  'b3',
  'uber-trace-id',
  'x-amzn-trace-id',
  'x-cloud-trace-context',
  'x-request-id',
  'x-client-ip',
  'x-real-ip',
  'x-deadline-ms',
]);
const DROPPED_PREFIXES = ['x-user-', 'x-internal-', 'x-forwarded-', 'x-b3-', 'uberctx-'];

const isDropped = (name: string, connectionFields: readonly string[]): boolean =>
  DROPPED.has(name) ||
  DROPPED_PREFIXES.some((prefix) => name.startsWith(prefix)) ||
  connectionFields.includes(name);

/**
 * The header fields that go on to a service, as a flat list of names and values in their order: what the
 * client sent, less what it may not say, and what we say.
 */
export function upstreamHeaders(request: IncomingMessage, ours: Record<string, string>): string[] {
  const connectionFields = (request.headers.connection ?? '')
    .toLowerCase()
    .split(',')
    .map((field) => field.trim());
  const raw = request.rawHeaders;
  const headers: string[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i]!.toLowerCase();
    if (!isDropped(name, connectionFields)) headers.push(name, raw[i + 1]!);
  }
  for (const name of Object.keys(ours)) headers.push(name, ours[name]!);
  return headers;
}

/** What the gateway says of every request: who asks, from where, under which id and trace. Each try adds until when. */
export const gatewayHeaders = (
  signer: IdentitySigner,
  route: GatewayRoute,
  asks: { user: UserIdentity | undefined; address: string; requestId: string },
): Record<string, string> => ({
  [IDENTITY_HEADER]: signer.sign(route.service, asks.user),
  'x-client-ip': asks.address,
  'x-forwarded-for': asks.address,
  'x-request-id': asks.requestId,
  ...traceHeaders(),
});
