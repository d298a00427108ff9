import type { Clock } from '@chowk/runtime/lifecycle';
import type { Logger } from '@chowk/runtime/log';
import { unlessAborted } from '../abort.ts';
import { OPEN_AT_PROVIDER, type Payment } from '../domain/payment.ts';
import { relevantAttempts } from '../domain/provider-payment.ts';
import { nextCheck, nextReversalCheck, type Polling } from '../domain/provider-schedule.ts';
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
 * Asks the providers about payments that are still open, and less and less often about those that have ended:
 * what the webhook and the callback should have told, and did not if both were lost. Several at a time, so
 * that a provider that takes its time about one keeps the others waiting no longer than that.
 */
export type PollProviderPayments = (signal: AbortSignal) => Promise<void>;

export const createPollProviderPayments =
  (deps: Deps): PollProviderPayments =>
  async (signal) => {
    await Promise.all(
      Array.from({ length: deps.polling.concurrency }, () => askUntilNoneIsDue(deps, signal)),
    );
  };

async function askUntilNoneIsDue(deps: Deps, signal: AbortSignal): Promise<void> {
  const { payments, polling, clock, logger } = deps;
  while (!signal.aborted) {
    const now = clock();
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    const payment = await payments.claimDueCheck(now, leaseUntil);
    if (!payment) return;
    // Told to stop while it was being claimed: nothing is begun that nobody would wait for.
    if (signal.aborted) return payments.scheduleCheck(payment.id, leaseUntil, now);
    try {
      await unlessAborted(askAbout(payment, deps), signal);
    } catch (err) {
      // Another replica asks, or this one after its next start.
      if (signal.aborted) return payments.scheduleCheck(payment.id, leaseUntil, now);
      logger.warn({ err, paymentId: payment.id }, 'the provider could not be asked, will ask again');
    }
    const next = OPEN_AT_PROVIDER.includes(payment.status) ? nextCheck : nextReversalCheck;
    await payments.scheduleCheck(payment.id, leaseUntil, next(payment.createdAt, clock(), polling));
  }
}

async function askAbout(payment: Payment, deps: Deps): Promise<void> {
  const provider = deps.providers.get(payment.provider);
  const attempts = await provider.fetchPaymentsOfOrder(payment.providerOrderId ?? '');
  for (const attempt of relevantAttempts(attempts)) await deps.applyProviderPayment(provider.name, attempt);
}
