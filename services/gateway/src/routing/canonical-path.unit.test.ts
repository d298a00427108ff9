import { canonicalPath, isSafePath } from './canonical-path.ts';

test.each([
  ['/api/orders', '/api/v1/orders'],
  ['/api/cart/add', '/api/v1/cart/add'],
  ['/api/v1/cart', '/api/v1/cart'],
  ['/auth/otp/request', '/api/v1/auth/otp/request'],
  ['/auth/otp/verify', '/api/v1/auth/otp/verify'],
  ['/cars', '/api/v1/cars'],
  ['/cars/qr/ABC', '/api/v1/cars/qr/ABC'],
  ['/scans', '/api/v1/scans'],
  ['/payments/razorpay/verify', '/api/v1/payments/razorpay/verify'],
  ['/api/v1/profile', '/api/v1/users/profile'],
  ['/api/profile', '/api/v1/users/profile'],
  ['/carsharing', '/carsharing'],
  ['/auth/login', '/auth/login'],
  ['/q/abc', '/q/abc'],
])('the path %s stands for %s', (given, canonical) => {
  expect(canonicalPath(given)).toBe(canonical);
});

test.each(['/a/../b', '/a/%2e%2e/b', '/a/.', '//a', '/a%2fb', '/a\\b', '/a%5cb', 'a', '/a%00'])(
  'refuses %s, which the next hop might read as another path',
  (path) => expect(isSafePath(path)).toBe(false),
);

test.each(['/api/v1/cart', '/.well-known/jwks.json', '/q/a.b', '/api/v1/categories/...', '/a%20b'])(
  'lets %s pass',
  (path) => expect(isSafePath(path)).toBe(true),
);
