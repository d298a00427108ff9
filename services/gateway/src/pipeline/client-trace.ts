import type { IncomingHttpHeaders } from 'node:http';

/** Visible ASCII: goes into a log line and a span as it is. */
const CLIENT_REQUEST_ID = /^[\x21-\x7e]{1,64}$/;

/**
 * The id that a client gives its request, for finding it in our log and trace. It is a stranger's text: it stays at
 * the gateway, where ours takes its place in everything that goes further.
 */
export function clientRequestId(headers: IncomingHttpHeaders): { clientRequestId?: string } {
  const given = headers['x-request-id'];
  return typeof given === 'string' && CLIENT_REQUEST_ID.test(given) ? { clientRequestId: given } : {};
}
