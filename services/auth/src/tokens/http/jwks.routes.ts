import { file, route, type Route } from '@chowk/runtime/http';
import type { PublicJwk } from '../domain/key-ring.ts';

/** The public keys, at the well-known address and under the prefix that the gateway routes here. */
export const jwksRoutes = (published: () => PublicJwk[], maxAgeSeconds: number): Route[] =>
  ['/.well-known/jwks.json', '/api/v1/auth/.well-known/jwks.json'].map((path) =>
    route({
      method: 'get',
      path,
      auth: 'public',
      summary: 'Public keys that access tokens are verified with (RFC 7517)',
      async handle() {
        return file('application/jwk-set+json', JSON.stringify({ keys: published() }), {
          'cache-control': `public, max-age=${maxAgeSeconds}`,
        });
      },
    }),
  );
