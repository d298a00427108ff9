import type { Logger } from '@chowk/runtime/log';
import type { Payment } from '../../payments/domain/payment.ts';
import { nextCheck } from '../domain/topup.ts';
import type { PaymentProvider, ProviderPayment, TopupStore } from '../ports.ts';

/** Longer than the provider's time limit, so that two replicas do not ask about one top-up at once. */
const LEASE_MS = 60_000;

/**
 * Asks the provider about top-ups that are still open: what the webhook and the callback should have told, and
 * did not if both were lost.
 */
export const pollTopups =
  (deps: {
    topups: TopupStore;
    provider: PaymentProvider;
    settle: (news: ProviderPayment) => Promise<Payment | undefined>;
    polling: { everyMs: number; watchMs: number };
    logger: Logger;
  }) =>
  async (): Promise<void> => {
    for (;;) {
      const now = new Date();
      const topup = await deps.topups.claimDue(now, new Date(now.getTime() + LEASE_MS));
      if (!topup) return;
      try {
        const attempts = await deps.provider.paymentsOfOrder(topup.providerOrderId ?? '');
        for (const attempt of telling(attempts)) await deps.settle(attempt);
      } catch (err) {
        deps.logger.warn({ err, paymentId: topup.id }, 'the provider could not be asked, will ask again');
      }
      await deps.topups.scheduleCheck(topup.id, nextCheck(topup.createdAt, new Date(), deps.polling));
    }
  };

/** Of several attempts the ones that count: every captured one, else one that is under way, else one that failed. */
function telling(attempts: readonly ProviderPayment[]): ProviderPayment[] {
  const captured = attempts.filter(({ status }) => status === 'captured');
  if (captured.length > 0) return captured;
  const other =
    attempts.find(({ status }) => status === 'authorised') ??
    attempts.find(({ status }) => status === 'failed');
  return other ? [other] : [];
}
