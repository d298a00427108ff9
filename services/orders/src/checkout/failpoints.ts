import { processFailpoints } from '@chowk/saga';
import { CANCELLATION } from './domain/cancellation-process.ts';
import { CHECKOUT } from './domain/checkout-process.ts';

/** Every place at which a test can crash a checkout or a cancellation, from their tables. */
export const CHECKOUT_FAILPOINTS = processFailpoints('orders', CHECKOUT);
export const CANCELLATION_FAILPOINTS = processFailpoints('orders', CANCELLATION);
