import type { Role } from '@chowk/runtime/identity';

/** The services that requests are passed on to. */
export type Upstream = 'auth' | 'catalog' | 'orders' | 'wallet' | 'notify' | 'nfc-qr';

/**
 * One line of the table. `auth` is the least that the gateway asks for; the service's own route decides
 * finally: `public` takes no token, `optional` uses one when it is there (and refuses a bad one), `user` and
 * roles demand one.
 */
export interface RouteEntry {
  /** Whole path segments: `/api/v1/cart` matches `/api/v1/cart/add` and not `/api/v1/carts`. */
  prefix: string;
  service: Upstream;
  auth: 'public' | 'optional' | 'user' | readonly Role[];
  /** Budget that requests count against. `webhook` is for providers, which send in bursts from few addresses. */
  rate: 'default' | 'auth' | 'webhook';
  bodyLimitBytes: number;
  timeoutMs: number;
}

const KB = 1024;
type Settings = Partial<Pick<RouteEntry, 'auth' | 'rate' | 'bodyLimitBytes' | 'timeoutMs'>>;

const entry = (prefix: string, service: Upstream, settings: Settings = {}): RouteEntry => ({
  prefix,
  service,
  auth: 'optional',
  rate: 'default',
  bodyLimitBytes: 256 * KB,
  timeoutMs: 15_000,
  ...settings,
});

const api = (name: string, service: Upstream, settings?: Settings) =>
  entry(`/api/v1/${name}`, service, settings);
const user = { auth: 'user' } as const;
const admin = { auth: ['admin', 'owner'] } as const;

/** Where requests go. The longest prefix wins; adding a route is adding a line. */
export const ROUTES: readonly RouteEntry[] = [
  api('auth', 'auth', { rate: 'auth' }),
  // Signed in already: reading one's sessions or signing out is no guess at a secret.
  api('auth/sessions', 'auth', user),
  api('auth/logout', 'auth', user),
  api('auth/logout-all', 'auth', user),
  api('users', 'auth', user),
  api('me', 'auth', user),
  api('admin/users', 'auth', admin),
  api('admin/audit', 'auth', admin),
  api('admin/staff', 'auth', { auth: ['owner'] }),
  api('admin/settings', 'auth', { auth: ['owner'] }),
  entry('/.well-known/jwks.json', 'auth', { auth: 'public' }),

  api('homepage', 'catalog'),
  api('categories', 'catalog'),
  api('stores', 'catalog'),
  api('products', 'catalog'),
  api('reviews', 'catalog'),
  api('videos', 'catalog'),
  api('search', 'catalog'),
  api('services', 'catalog'),
  api('experts', 'catalog'),
  api('courses', 'catalog'),
  api('gallery', 'catalog'),
  api('offers', 'catalog'),
  api('banners', 'catalog'),
  api('faqs', 'catalog'),
  api('media', 'catalog', { bodyLimitBytes: 200 * KB * KB, timeoutMs: 300_000 }),
  api('inventory', 'catalog', user),

  api('cart', 'orders'),
  api('wishlist', 'orders', user),
  api('coupons', 'orders', user),
  api('orders', 'orders', { ...user, timeoutMs: 30_000 }),
  api('appointments', 'orders'),
  api('invoices', 'orders', user),
  api('dashboard', 'orders', admin),
  api('admin/orders', 'orders', { auth: ['admin', 'owner', 'merchant'] }),
  api('admin/reports', 'orders', admin),

  api('wallet', 'wallet', user),
  api('payments', 'wallet', user),
  api('payments/webhooks', 'wallet', { auth: 'public', rate: 'webhook' }),
  api('plans', 'wallet'),
  api('earn', 'wallet'),
  api('admin/ledger', 'wallet', admin),
  api('admin/withdrawals', 'wallet', admin),
  api('admin/payments', 'wallet', admin),

  api('notifications', 'notify', user),
  api('unsubscribe', 'notify', { auth: 'public' }),
  api('templates', 'notify', admin),
  api('devices', 'notify', user),
  api('webhooks', 'notify', user),
  api('dev/messages', 'notify', { auth: 'public' }),
  entry('/socket.io', 'notify'),

  api('cars', 'nfc-qr'),
  api('qr-codes', 'nfc-qr', user),
  api('scans', 'nfc-qr'),
  api('profiles', 'nfc-qr'),
  api('leads', 'nfc-qr', user),
  api('nfc-cards', 'nfc-qr', user),
  api('teams', 'nfc-qr', user),
  api('analytics', 'nfc-qr', user),
  entry('/q', 'nfc-qr', { auth: 'public' }),
  entry('/p', 'nfc-qr', { auth: 'public' }),
  entry('/n', 'nfc-qr', { auth: 'public' }),
];
