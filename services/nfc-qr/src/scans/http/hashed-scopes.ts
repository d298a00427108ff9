import type { IdempotencyStore } from '@chowk/idempotency';
import { hashedScopes, type Digests } from '../domain/visitor-id.ts';

export type OnceOnly = Pick<IdempotencyStore, 'once'>;

/** Idempotency whose rows do not name who asked, also those that were written under an older secret. */
export const withHashedScopes = (
  idempotency: Pick<IdempotencyStore, 'once' | 'knownScope'>,
  digests: Digests,
): OnceOnly => ({
  async once(request, idPrefix, effect) {
    if (!request) return idempotency.once(request, idPrefix, effect);
    const scope = await idempotency.knownScope(request.key, hashedScopes(request.scope, digests));
    return idempotency.once({ ...request, scope }, idPrefix, effect);
  },
});
