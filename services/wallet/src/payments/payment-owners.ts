import { LRUCache } from 'lru-cache';

/** Those whose authorization this process made lately; the others cost a read. Some 200 bytes each. */
const MAX_PAYMENTS = 10_000;

/**
 * Whose payment is which, of those lately authorized here: so that a capture knows in whose turn it runs without
 * a read. Nothing is decided by it: the update's predicate does that, and who a payment belongs to never changes.
 */
export interface PaymentOwners {
  get(paymentId: string): string | undefined;
  /** After the authorization was committed. */
  set(paymentId: string, userId: string): void;
}

export const createPaymentOwners = (): PaymentOwners => new LRUCache<string, string>({ max: MAX_PAYMENTS });
