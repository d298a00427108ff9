import { PUBLISHED_ROUTES, type PublishedRoute } from '@chowk/contracts/http';
import { createRouteMatcher } from './route-matcher.ts';

const route = (method: PublishedRoute['method'], path: string, rest: Partial<PublishedRoute> = {}) => ({
  operationId: `${method} ${path}`,
  service: 'catalog',
  method,
  path,
  auth: 'optional' as const,
  rateClass: 'default' as const,
  ...rest,
});
const match = createRouteMatcher([
  route('get', '/api/v1/products'),
  route('post', '/api/v1/products', { auth: ['merchant'], bodyLimitBytes: 1_000, deadlineMs: 60_000 }),
  route('get', '/api/v1/products/search'),
  route('get', '/api/v1/products/:id'),
  route('get', '/api/v1/products/:id/reviews'),
  route('head', '/q/:code', { auth: 'public', service: 'nfc-qr' }),
  route('get', '/q/:code', { auth: 'public', service: 'nfc-qr' }),
  route('get', '/api/v1/errors', { service: 'gateway' }),
]);
const found = (method: string, path: string) => {
  const result = match(method, path);
  return result && 'route' in result ? result.route.path : result;
};

test.each([
  ['GET', '/api/v1/products', '/api/v1/products'],
  ['GET', '/api/v1/products/prd_1', '/api/v1/products/:id'],
  ['GET', '/api/v1/products/search', '/api/v1/products/search'],
  ['GET', '/api/v1/products/search/reviews', '/api/v1/products/:id/reviews'],
  ['GET', '/api/v1/products/%61', '/api/v1/products/:id'],
  ['HEAD', '/api/v1/products/prd_1', '/api/v1/products/:id'],
  ['HEAD', '/q/abc', '/q/:code'],
  ['GET', '/socket.io/', '/socket.io/'],
])('%s %s is %s', (method, path, declared) => {
  expect(found(method, path)).toBe(declared);
});

test.each([
  '/',
  '/api/v1',
  '/api/v1/product',
  '/api/v1/products/',
  '/api/v1/Products',
  '/api/v1/products/prd_1/',
  '/api/v1/products/prd_1/stock',
  '/api/v2/products',
  '/socket.iox/',
  '/api/v1/errors',
])('%s leads nowhere', (path) => {
  expect(match('GET', path)).toBeUndefined();
});

test('an address that does not take the method names those that it takes', () => {
  expect(match('DELETE', '/api/v1/products')).toEqual({ allowed: ['GET', 'POST'] });
  expect(match('POST', '/q/abc')).toEqual({ allowed: ['HEAD', 'GET'] });
});

test('a route brings its limits along, or the common ones', () => {
  expect(match('POST', '/api/v1/products')).toMatchObject({
    route: { auth: ['merchant'], bodyLimitBytes: 1_000, deadlineMs: 60_000 },
  });
  expect(match('GET', '/api/v1/products')).toMatchObject({
    route: { bodyLimitBytes: 256 * 1024, deadlineMs: 15_000 },
  });
});

test('the same route twice is a fault of the table', () => {
  const twice = [route('get', '/a/:id'), route('get', '/a/:name')];
  expect(() => createRouteMatcher(twice)).toThrow('GET /a/:name is there twice');
});

test('every published route of a service leads to itself', () => {
  const matchPublished = createRouteMatcher(PUBLISHED_ROUTES);
  const astray = PUBLISHED_ROUTES.filter(({ service }) => service !== 'gateway').filter(
    ({ method, path }) => {
      const result = matchPublished(method.toUpperCase(), path.replace(/:\w+/g, 'x_1'));
      return !(result && 'route' in result && result.route.path === path);
    },
  );
  expect(astray).toEqual([]);
});
