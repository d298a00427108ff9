import { parseKeyring } from '@chowk/keyring';
import { createRazorpay } from './razorpay/razorpay-provider.ts';
import { createProviderRegistry } from './registry.ts';

const razorpay = createRazorpay({
  keyId: 'rzp_test_key',
  keySecrets: parseKeyring('key-secret'),
  webhookSecrets: parseKeyring('webhook-secret'),
  baseUrl: 'http://127.0.0.1:9',
  timeoutMs: 100,
});

test('a provider is found by the name that payments carry', () => {
  expect(createProviderRegistry([razorpay]).get('razorpay')).toBe(razorpay);
});

test('a payment whose provider nobody configured is our fault, and says which', () => {
  expect(() => createProviderRegistry([]).get('razorpay')).toThrow('razorpay');
  expect(() => createProviderRegistry([razorpay]).get('wallet')).toThrow('wallet');
});
