/**
 * Longest time in seconds for which orders may have stock and money held for a checkout. Orders is not started
 * with more, catalog and wallet are not started with less: else every checkout would be refused.
 */
export const MAX_CHECKOUT_HOLD_SECONDS = 3_600;
