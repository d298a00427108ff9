import type { IncomingMessage } from 'node:http';
import { addressList, clientAddress, contains } from './client-address.ts';

const from = (remoteAddress: string, forwarded?: string): IncomingMessage =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

describe('the address of the client', () => {
  const proxies = addressList(['10.0.0.0/8', 'fd00::/8']);

  test('is the peer, whatever X-Forwarded-For claims, unless the peer is a proxy of ours', () => {
    expect(clientAddress(from('203.0.113.9', '1.2.3.4'), proxies)).toBe('203.0.113.9');
    expect(clientAddress(from('203.0.113.9', '1.2.3.4'), addressList([]))).toBe('203.0.113.9');
  });

  test('behind our proxies is the last hop that is not one of them', () => {
    expect(clientAddress(from('10.0.0.1', '198.51.100.7'), proxies)).toBe('198.51.100.7');
    expect(clientAddress(from('10.0.0.1', '6.6.6.6, 198.51.100.7, 10.9.9.9'), proxies)).toBe('198.51.100.7');
    expect(clientAddress(from('fd00::1', '2001:db8::5'), proxies)).toBe('2001:db8::5');
  });

  test('stays the proxy when the header is no address', () => {
    expect(clientAddress(from('10.0.0.1', 'nonsense'), proxies)).toBe('10.0.0.1');
  });

  test('reads IPv4 peers of a dual-stack socket', () => {
    expect(clientAddress(from('::ffff:203.0.113.9'), proxies)).toBe('203.0.113.9');
    expect(contains(proxies, '10.1.2.3')).toBe(true);
  });

  test('names the setting that is no address', () => {
    expect(() => addressList(['10.0.0.0/8', 'example.org'])).toThrow(
      '"example.org" is not an IP address or CIDR',
    );
  });
});
