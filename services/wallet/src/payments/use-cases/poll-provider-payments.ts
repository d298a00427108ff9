import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import type { Payment } from '../domain/payment.ts';
import { relevantAttempts } from '../domain/provider-payment.ts';
import { nextCheck, type Polling } from '../domain/provider-schedule.ts';
import type { PaymentRepository } from '../ports.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { ApplyProviderPayment } from './apply-provider-payment.ts';

/** Longer than a provider's time limit, so that two replicas do not ask about one payment at once. */
const LEASE_MS = 60_000;

interface Deps {
  payments: Pick<PaymentRepository, 'claimDueCheck' | 'scheduleCheck'>;
  providers: ProviderRegistry;
  applyProviderPayment: ApplyProviderPayment;
  polling: Polling;
  clock: Clock;
  logger: Logger;
}

/**
 * Asks the providers about payments that are still open: what the webhook and the callback should have told,
 * and did not if both were lost.
 */
export type PollProviderPayments = (signal: AbortSignal) => Promise<void>;

export const createPollProviderPayments =
  (deps: Deps): PollProviderPayments =>
  async (signal) => {
    while (!signal.aborted) {
      const now = deps.clock();
      const payment = await deps.payments.claimDueCheck(now, new Date(now.getTime() + LEASE_MS));
      if (!payment) return;
      try {
        await askAbout(payment, deps);
      } catch (err) {
        deps.logger.warn({ err, paymentId: payment.id }, 'the provider could not be asked, will ask again');
      }
      const at = nextCheck(payment.createdAt, deps.clock(), deps.polling);
      await deps.payments.scheduleCheck(payment.id, at);
    }
  };

async function askAbout(payment: Payment, deps: Deps): Promise<void> {
  const provider = deps.providers.get(payment.provider);
  const attempts = await provider.fetchPaymentsOfOrder(payment.providerOrderId ?? '');
  for (const attempt of relevantAttempts(attempts)) await deps.applyProviderPayment(provider.name, attempt);
}
