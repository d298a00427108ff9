export { createIdempotencyCollection, IdempotencyStore } from './idempotency-store.ts';
