import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** @throws Error naming the entry that is no address or CIDR. */
export function addressList(entries: readonly string[]): BlockList {
  const addresses = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const version = isIP(address);
    if (version === 0) throw new Error(`"${entry}" is not an IP address or CIDR`);
    addresses.addSubnet(address, Number(bits ?? (version === 4 ? 32 : 128)), version === 4 ? 'ipv4' : 'ipv6');
  }
  return addresses;
}

export const contains = (addresses: BlockList, address: string): boolean =>
  addresses.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** `::ffff:192.0.2.1` is how a dual-stack socket writes an IPv4 peer. */
const unmapped = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/**
 * The address of the client. X-Forwarded-For is read from the right, and only as far as each hop is one of
 * our own proxies: everything left of that was written by strangers.
 */
export function clientAddress(request: IncomingMessage, trusted: BlockList): string {
  let address = unmapped(request.socket.remoteAddress ?? '0.0.0.0');
  const header = request.headers['x-forwarded-for'];
  if (header === undefined) return address;
  const hops = (Array.isArray(header) ? header.join(',') : header)
    .split(',')
    .map((hop) => unmapped(hop.trim()));
  while (contains(trusted, address)) {
    const before = hops.pop();
    if (before === undefined || isIP(before) === 0) break;
    address = before;
  }
  return address;
}
