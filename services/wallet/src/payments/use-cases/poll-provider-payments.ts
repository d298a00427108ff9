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
  payments: Pick<PaymentRepository, 'claimDueCheck' | 'nextCheckDue' | 'scheduleCheck'>;
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
 * @returns when the next one is due, if any
 */
export type PollProviderPayments = (signal: AbortSignal) => Promise<Date | undefined>;

export const createPollProviderPayments =
  (deps: Deps): PollProviderPayments =>
  async (signal) => {
    // With none due, one look is all.
    const first = await claim(deps);
    if (first) {
      const begun = Array.from({ length: deps.polling.concurrency }, (_, i) =>
        askUntilNoneIsDue(i === 0 ? first : undefined, deps, signal),
      );
      await Promise.all(begun);
    }
    return deps.payments.nextCheckDue();
  };

async function askUntilNoneIsDue(first: Claimed | undefined, deps: Deps, signal: AbortSignal): Promise<void> {
  let claimed = first ?? (await claim(deps));
  while (claimed && (await ask(claimed, deps, signal)))
    claimed = signal.aborted ? undefined : await claim(deps);
}

interface Claimed {
  payment: Payment;
  leaseUntil: Date;
}

async function claim({ payments, clock }: Deps): Promise<Claimed | undefined> {
  const now = clock();
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  const payment = await payments.claimDueCheck(now, leaseUntil);
  return payment && { payment, leaseUntil };
}

/** False when it was told to stop, and gave the payment back. */
async function ask({ payment, leaseUntil }: Claimed, deps: Deps, signal: AbortSignal): Promise<boolean> {
  const { payments, polling, clock, logger } = deps;
  const giveBack = async (): Promise<false> => {
    // Another replica asks, or this one after its next start.
    await payments.scheduleCheck(payment.id, leaseUntil, clock());
    return false;
  };
  // Told to stop while it was being claimed: nothing is begun that nobody would wait for.
  if (signal.aborted) return giveBack();
  try {
    await unlessAborted(askAbout(payment, deps), signal);
  } catch (err) {
    if (signal.aborted) return giveBack();
    logger.warn({ err, paymentId: payment.id }, 'the provider could not be asked, will ask again');
  }
  const next = OPEN_AT_PROVIDER.includes(payment.status) ? nextCheck : nextReversalCheck;
  await payments.scheduleCheck(payment.id, leaseUntil, next(payment.createdAt, clock(), polling));
  return true;
}

async function askAbout(payment: Payment, deps: Deps): Promise<void> {
  const provider = deps.providers.get(payment.provider);
  const attempts = await provider.fetchPaymentsOfOrder(payment.providerOrderId ?? '');
  for (const attempt of relevantAttempts(attempts)) await deps.applyProviderPayment(provider.name, attempt);
}
