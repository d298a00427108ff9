import type { Clock } from '@chowk/runtime/lifecycle';
import type { ReversalRepository } from '../ports.ts';
import { isNews } from '../domain/provider-reversal.ts';
import type { PaymentProvider } from '../providers/provider.ts';
import type { ApplyProviderPayment } from './apply-provider-payment.ts';

/** Most that a provider gives on a page. */
const PAGE = 100;

/**
 * Looks through the disputes of the providers, newest first, for what no webhook told: a provider lists those
 * of all payments together.
 */
export type PollDisputes = (signal: AbortSignal) => Promise<void>;

export const createPollDisputes =
  (deps: {
    providers: readonly PaymentProvider[];
    reversals: Pick<ReversalRepository, 'find'>;
    applyProviderPayment: ApplyProviderPayment;
    /** Age in ms of disputes that are not looked at any more. */
    watchMs: number;
    clock: Clock;
  }): PollDisputes =>
  async (signal) => {
    const since = new Date(deps.clock().getTime() - deps.watchMs);
    for (const provider of deps.providers) {
      for (let skip = 0; ; skip += PAGE) {
        const page = await provider.fetchDisputes({ count: PAGE, skip });
        for (const { openedAt, ...dispute } of page) {
          signal.throwIfAborted();
          if (openedAt < since || dispute.state === 'open') continue;
          const known = await deps.reversals.find(`${provider.name}:${dispute.id}`);
          if (!isNews(known?.state, dispute.state)) continue;
          const payment = await provider.fetchPayment(dispute.providerPaymentId);
          await deps.applyProviderPayment(provider.name, payment, { reversal: dispute });
        }
        if (page.length < PAGE || page.at(-1)!.openedAt < since) break;
      }
    }
  };
