import type { PublishedRoute } from '@chowk/contracts/http';

const route = (
  method: PublishedRoute['method'],
  service: string,
  path: string,
  rest: Partial<PublishedRoute> = {},
): PublishedRoute => ({
  operationId: `${method} ${path}`,
  service,
  method,
  path,
  auth: 'optional',
  rateClass: 'default',
  ...rest,
});

/** A table that has one of each kind: what the gateway does does not hang on what services publish. */
export const TEST_ROUTES: readonly PublishedRoute[] = [
  route('get', 'catalog', '/api/v1/products'),
  route('post', 'catalog', '/api/v1/products'),
  route('post', 'catalog', '/api/v1/media', { bodyLimitBytes: 200 * 1024 * 1024, deadlineMs: 300_000 }),
  route('get', 'orders', '/api/v1/cart'),
  route('post', 'orders', '/api/v1/cart/add'),
  route('post', 'orders', '/api/v1/orders', { idempotent: true }),
  route('get', 'orders', '/api/v1/orders/slow', { deadlineMs: 1_000 }),
  route('post', 'orders', '/api/v1/orders/slow', { deadlineMs: 1_000 }),
  route('put', 'orders', '/api/v1/cart/update/:itemId'),
  route('get', 'wallet', '/api/v1/plans'),
  route('get', 'wallet', '/api/v1/wallet/balance', { auth: 'user' }),
  route('get', 'wallet', '/api/v1/admin/ledger/verify', { auth: ['admin', 'owner'] }),
  route('get', 'gateway', '/api/v1/admin/attention', { auth: ['admin', 'owner'] }),
  route('post', 'auth', '/api/v1/auth/otp/request', { rateClass: 'auth' }),
  route('get', 'notify', '/api/v1/dev/messages', { auth: 'public', development: true }),
];
