/** Providers by the names that clients, stored payments and ledger accounts know them by. */
export const PROVIDER_NAMES = ['razorpay'] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];
