import { money } from '@chowk/money';
import { failpoint } from '@chowk/runtime/failpoints';
import type { Clock } from '@chowk/runtime/lifecycle';
import { refundKeyOf } from '../domain/unmatched-money.ts';
import type { UnmatchedRepository } from '../ports.ts';
import type { ProviderRegistry } from '../providers/registry.ts';
import type { ApplyProviderPayment } from './apply-provider-payment.ts';
import type { SyncReversals } from './sync-reversals.ts';

/**
 * Gives unmatched money back to the customer through its provider, once: what the provider has returned
 * already is asked for first, and a try whose answer was lost finds its refund there, or under its key.
 * Does nothing about money that is not in suspense any more.
 * @throws AppError PAYMENT_PROVIDER_FAILED; then it is to be tried again
 */
export type RefundUnmatched = (id: string) => Promise<void>;

export const createRefundUnmatched =
  (deps: {
    unmatched: Pick<UnmatchedRepository, 'find' | 'move'>;
    providers: ProviderRegistry;
    syncReversals: SyncReversals;
    applyProviderPayment: ApplyProviderPayment;
    clock: Clock;
  }): RefundUnmatched =>
  async (id) => {
    const { unmatched, clock } = deps;
    const found = await unmatched.find(id);
    if (found?.status !== 'held' && found?.status !== 'refunding') return;
    await deps.syncReversals(found.provider, found.providerPaymentId);
    // From here on nobody may credit it. It may be so by an earlier try already.
    const claimed = (await unmatched.move(id, 'refunding', clock())) ?? (await unmatched.find(id));
    if (claimed?.status !== 'refunding' || claimed.left === 0) return;
    const { providerPaymentId, left, amount } = claimed;
    const provider = deps.providers.get(claimed.provider);
    const reversal = await provider.refund({
      refundId: refundKeyOf(claimed),
      providerPaymentId,
      amount: money(left, amount.currency),
    });
    await failpoint('wallet.unmatched.refunded');
    const payment = await provider.fetchPayment(providerPaymentId);
    await deps.applyProviderPayment(claimed.provider, payment, { reversal });
  };
