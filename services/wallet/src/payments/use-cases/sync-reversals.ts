import type { ProviderName } from '../domain/provider-name.ts';
import type { ReversalRepository } from '../ports.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { ApplyProviderPayment } from './apply-provider-payment.ts';

/**
 * Asks a provider for a payment and its refunds, and applies them: what a lost webhook would have told.
 * @throws AppError PAYMENT_PROVIDER_FAILED
 * @throws Error when the refunds do not explain what the provider says it has returned
 */
export type SyncReversals = (provider: ProviderName, providerPaymentId: string) => Promise<void>;

export const createSyncReversals =
  (deps: {
    providers: ProviderRegistry;
    reversals: Pick<ReversalRepository, 'sumRefunds'>;
    applyProviderPayment: ApplyProviderPayment;
  }): SyncReversals =>
  async (name, providerPaymentId) => {
    const provider = deps.providers.get(name);
    const payment = await provider.fetchPayment(providerPaymentId);
    for (const reversal of await provider.fetchRefunds(providerPaymentId))
      await deps.applyProviderPayment(name, payment, { reversal, isListed: true });
    const { taken, open } = await deps.reversals.sumRefunds(name, providerPaymentId);
    if (taken + open < payment.refunded) {
      throw new Error(`${name} has returned ${payment.refunded} of ${providerPaymentId}, but lists ${taken}`);
    }
  };
