import type { IdempotencyStore } from '@chowk/idempotency';
import { hashedScope } from '../domain/visitor-id.ts';

export type OnceOnly = Pick<IdempotencyStore, 'once'>;

/** Idempotency whose rows do not name who asked. */
export const withHashedScopes = (idempotency: OnceOnly, secret: string): OnceOnly => ({
  once: (request, idPrefix, effect) =>
    idempotency.once(request && { ...request, scope: hashedScope(request.scope, secret) }, idPrefix, effect),
});
