import type { Payment } from '../domain/payment.ts';
import type { PaymentProvider } from './provider.ts';

/** The providers of this installation, by name. */
export interface ProviderRegistry {
  /** @throws Error on a name that no provider was given for: a payment has outlived its provider's settings. */
  get(name: Payment['provider']): PaymentProvider;
}

export function createProviderRegistry(providers: readonly PaymentProvider[]): ProviderRegistry {
  const byName = new Map<string, PaymentProvider>(providers.map((provider) => [provider.name, provider]));
  return {
    get(name) {
      const provider = byName.get(name);
      if (!provider) throw new Error(`there is no payment provider ${name}`);
      return provider;
    },
  };
}
