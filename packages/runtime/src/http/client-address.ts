/**
 * Network address of the client that a request came from, as the gateway saw it; undefined when the gateway
 * did not say. Of the headers about addresses only this one is the gateway's own word.
 */
export function clientAddress(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): string | undefined {
  const address = headers['x-client-ip'];
  return typeof address === 'string' && address !== '' ? address : undefined;
}
