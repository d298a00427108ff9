import ipaddr from 'ipaddr.js';

/** Where a request comes from, as far as limits care. */
export interface ClientNetwork {
  address: string;
  /** The /24 of an IPv4 address or the /64 of an IPv6 one: what one subscriber can move about in. */
  network: string;
}

/** Requests without a usable address share one allowance, so that hiding it gains nothing. */
const UNKNOWN: ClientNetwork = { address: 'unknown', network: 'unknown' };

/** Reads the address that the gateway saw; IPv4 mapped into IPv6 counts as the IPv4 that it is. */
export function clientNetwork(header: string | undefined): ClientNetwork {
  if (header === undefined || !ipaddr.isValid(header)) return UNKNOWN;
  const address = ipaddr.process(header);
  if (address instanceof ipaddr.IPv4) {
    return {
      address: address.toString(),
      network: `${ipaddr.IPv4.networkAddressFromCIDR(`${address.toString()}/24`).toString()}/24`,
    };
  }
  const plain = address.parts.map((part) => part.toString(16)).join(':');
  const network = [...address.parts.slice(0, 4), 0, 0, 0, 0].map((part) => part.toString(16)).join(':');
  return { address: plain, network: `${network}/64` };
}
