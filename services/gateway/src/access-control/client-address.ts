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
 * What one subscriber has, as far as it can be told from an address: an IPv4 address itself, of IPv6 the /64
 * (RFC 6177), in which a client may choose a new address for each request.
 */
export function subscriberNetwork(address: string): string {
  if (isIP(address) !== 6) return address;
  // The URL parser writes an address in its shortest form (RFC 5952).
  const [head = '', tail] = new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1).split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const [first, last] = [groups(head), groups(tail ?? '')];
  const all =
    tail === undefined
      ? first
      : [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last];
  return `${all.slice(0, 4).join(':')}::/64`;
}

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
