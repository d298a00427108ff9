import { bindRoutes, defineRoute, file, replies, type Route } from '@chowk/runtime/http';
import type { PublicJwk } from '../domain/key-ring.ts';

const CONTENT_TYPE = 'application/jwk-set+json';

const keySet = {
  method: 'get',
  summary: 'Get the public keys that access tokens are verified with (RFC 7517)',
  reply: replies.file([CONTENT_TYPE]),
} as const;

export const tokensContract = {
  getJwks: defineRoute({ ...keySet, path: '/.well-known/jwks.json', auth: 'public' }),
  getAuthJwks: defineRoute({
    ...keySet,
    path: '/api/v1/auth/.well-known/jwks.json',
    auth: 'optional',
    description: 'The same as `/.well-known/jwks.json`, below the prefix of auth.',
    rateClass: 'auth',
  }),
};

/** The public keys, at the well-known address and below the prefix of auth. */
export function tokensRoutes(deps: { publishedKeys: () => PublicJwk[]; maxAgeSeconds: number }): Route[] {
  const handle = async () =>
    file(CONTENT_TYPE, JSON.stringify({ keys: deps.publishedKeys() }), {
      headers: { 'cache-control': `public, max-age=${deps.maxAgeSeconds}` },
    });
  return bindRoutes(tokensContract, { getJwks: handle, getAuthJwks: handle });
}
