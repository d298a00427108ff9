import { clientNetwork } from './client-network.ts';

test.each([
  ['203.0.113.77', '203.0.113.77', '203.0.113.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2:0:0:0:0/64'],
  ['2001:DB8:1:2::6', '2001:db8:1:2:0:0:0:6', '2001:db8:1:2:0:0:0:0/64'],
  [undefined, 'unknown', 'unknown'],
  ['', 'unknown', 'unknown'],
  ['203.0.113.77, 10.0.0.1', 'unknown', 'unknown'],
  ['localhost', 'unknown', 'unknown'],
])('%s counts as %s in %s', (header, address, network) => {
  expect(clientNetwork(header)).toEqual({ address, network });
});
